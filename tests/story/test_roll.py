"""The member roll comes in from the shell: once each, whatever the office's file looks like."""

import csv
import fcntl
import io
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from webapp.cli.roll import commands
from webapp.contents import nik_index, open_member, sealer
from webapp.dedup import candidates
from webapp.dedup.entries import Entry
from webapp.dedup.model import in_use
from webapp.dedup.recognition import recognise
from webapp.dedup.roll import operations, side_by_side
from webapp.extensions import db
from webapp.models import AuditEntry, BlockingKey, Member, NameFrequency, Profile, Roll

NIK, OTHER_NIK = "3216095203800001", "3216091704750002"
SITI = {
    "id": "1",
    "nik": NIK,
    "full_name": "Siti Nurhayati",
    "birth_date": "1980-03-12",
    "sex": "F",
    "phone": "0812-3456-7890",
    "kk_number": "3216091203100004",
    "village_code": "32.16.09.2003",
    "rt": "002",
    "rw": "007",
    "member_number": "12345678901",
}
UDIN = {
    "id": "2",
    "nik": OTHER_NIK,
    "full_name": "Udin Saepudin",
    "birth_date": "1975-04-17",
    "member_number": "12345678902",
}

Person = Mapping[str, str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the office keeps its lists."""
    return tmp_path / "roll.csv"


def bring_in(app: Flask, file: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["roll", "import", str(file), *options])


def taken(app: Flask, file: Path) -> str:
    said = bring_in(app, file)
    assert said.exit_code == 0, said.output
    return said.output


def listed(people: Sequence[Person], columns: Sequence[str] = tuple(SITI)) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue()


def write(file: Path, *people: Person) -> Path:
    file.write_text(listed(people), encoding="utf-8", newline="")
    return file


def lines(file: Path, *rows: str, header: str = "member_number,full_name,nik") -> Path:
    file.write_bytes("\n".join([header, *rows]).encode() + b"\n")
    return file


def members(app: Flask) -> dict[str, dict[str, str]]:
    """What is held of each, by name."""
    with app.app_context():
        return {row.full_name: open_member(row) for row in db.session.scalars(select(Member))}


def complaints(file: Path) -> list[tuple[int, str, str]]:
    """(line, column, what follows for the person), of each."""
    path = file.with_suffix(".errors.csv")
    if not path.exists():
        return []
    with path.open(newline="") as opened:
        return [(int(row["baris"]), row["kolom"], row["akibat"]) for row in csv.DictReader(opened)]


def found_by(app: Flask, **fields: str) -> list[str]:
    """The names of members whom a newcomer with these fields meets."""
    with app.app_context():
        newcomer = Entry.of("registration", "newcomer", fields, sealer())
        met = candidates.known(db.session.connection(), [newcomer], sealer())
        return sorted(db.session.get_one(Member, one.id).full_name for one in met)


def counted(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Member, Profile, BlockingKey, NameFrequency)
        }


OUT, IN = "tidak dimasukkan", "orangnya dimasukkan"


def test_who_is_on_the_roll_is_a_member_and_is_found(app, place):
    said = taken(app, write(place, SITI, UDIN))
    assert "2 baru" in said
    known = dict(SITI)
    del known["id"]
    assert members(app)["Siti Nurhayati"] == known
    assert found_by(app, nik=NIK) == ["Siti Nurhayati"]
    assert found_by(app, full_name="SITI NURHAYATI", birth_date="1980-03-12") == ["Siti Nurhayati"]
    assert found_by(app, nik="3216094107990009", full_name="Lain Sekali") == []
    with app.app_context():
        siti = db.session.scalars(select(Member).where(Member.nik_index == nik_index(NIK))).one()
        assert siti.birth_date == date(1980, 3, 12)


def test_a_newcomer_who_is_on_the_roll_is_recognised(app, place):
    taken(app, write(place, SITI, UDIN))
    newcomer = {**SITI, "full_name": "Hj. Siti Nurhayati", "phone": "", "member_number": ""}
    with app.app_context():
        entry = Entry.of("registration", "newcomer", newcomer, sealer())
        [found] = recognise(db.session.connection(), [entry], sealer(), in_use()).candidates
        assert (found.kind, found.code) == ("member", "same_nik_member")
        assert db.session.get_one(Member, found.other_id).full_name == "Siti Nurhayati"


def test_it_is_written_down_who_came_in_and_nothing_about_them(app, place):
    taken(app, write(place, SITI, UDIN))
    with app.app_context():
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "roll.imported")
        ).one()
        assert {name: count for name, count in entry.details.items() if count} == {
            "added": 2,
            "nik": 2,
        }
        assert entry.actor_id is None
        assert db.session.get_one(Roll, entry.subject_id).finished_at is not None


def test_the_same_roll_again_changes_nothing(app, place):
    taken(app, write(place, SITI, UDIN))
    before, rows = members(app), counted(app)
    said = taken(app, place)
    assert "0 baru, 0 berubah, 2 tetap sama" in said
    assert (members(app), counted(app)) == (before, rows)


def test_a_newer_roll_changes_who_changed_and_they_are_found_as_they_are_now(app, place):
    taken(app, write(place, SITI, UDIN))
    moved = {**SITI, "id": "77", "full_name": "Siti Nurhayati Dewi", "phone": "081398765432"}
    new = {**UDIN, "member_number": "12345678903", "full_name": "Baru Datang", "nik": ""}
    said = taken(app, write(place, moved, UDIN, new))
    assert "1 baru, 1 berubah, 1 tetap sama" in said
    assert set(members(app)) == {"Siti Nurhayati Dewi", "Udin Saepudin", "Baru Datang"}
    assert found_by(app, phone="081398765432") == ["Siti Nurhayati Dewi"]
    assert found_by(app, phone=SITI["phone"]) == []
    with app.app_context():
        assert (
            db.session.scalar(select(NameFrequency.people).where(NameFrequency.name_key == 0)) == 3
        )


def test_a_number_is_the_same_with_its_dashes(app, place):
    taken(app, write(place, SITI))
    taken(app, write(place, {**SITI, "member_number": "123-4567.8901"}))
    assert len(members(app)) == 1


def test_columns_come_in_any_order_and_those_of_no_use_are_named_once(app, place):
    place.write_text(
        "Keterangan, Member_Number ,FULL NAME,Gaji,birth-date\n"
        "x,111,Siti,5000000,1980-03-12\n"
        "y,222,Udin,6000000,1975-04-17\n"
    )
    said = taken(app, place)
    assert said.count("keterangan, gaji") == 1
    assert "5000000" not in said
    assert members(app)["Siti"] == {
        "member_number": "111",
        "full_name": "Siti",
        "birth_date": "1980-03-12",
    }


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("nik,full_name", "member_number"),
        ("nik,member_number", "full_name"),
        ("nik,nama,kpj", "full_name dan member_number"),
    ],
)
def test_a_list_without_names_or_numbers_is_refused_saying_which(app, place, header, missing):
    place.write_text(f"{header}\n{NIK},Siti Nurhayati,1\n")
    said = bring_in(app, place)
    assert said.exit_code == 1
    assert f"Kolom {missing} tidak ada" in said.output
    # what looks like a header may be somebody's data
    assert "nama" not in said.output.split("dikenal")[0]
    assert counted(app)["members"] == 0


def test_a_column_that_is_there_twice_is_refused(app, place):
    said = bring_in(app, lines(place, "1,Siti,A", header="member_number,full_name,Full_Name"))
    assert (said.exit_code, "lebih dari sekali" in said.output) == (1, True)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "kosong"),
        (b"\n\n\r\n", "kosong"),
        (b"PK\x03\x04" + b"\0" * 100, "Excel"),
        ("full_name\tmember_number\nSiti\t1\n".encode("utf-16"), "UTF-16"),
        (b"full_name,member_number\rSiti,1\rUdin,2\r", "CSV UTF-8"),
        (b"x" * 200_000, "CSV UTF-8"),
        (b"full_name,member_number\n", "Tidak ada orang"),
        (b"full_name,member_number\nSiti\n", "Tidak ada orang"),
    ],
)
def test_what_is_no_list_of_people_is_refused_in_plain_words(app, place, content, word):
    place.write_bytes(content)
    said = bring_in(app, place)
    assert said.exit_code == 1
    assert word in said.output
    assert "Traceback" not in said.output


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_excel_makes_of_a_list_can_be_read(app, place, delimiter, ending, encoding):
    text = ending.join(
        delimiter.join(cells)
        for cells in (
            ("full_name", "member_number", "phone"),
            ("José Sèna", "1", "081234567890"),
            (f'"Ali{delimiter} S.Pd."', "2", ""),
            ("", "", ""),
            ('"Budi ""Bob"" Santoso"', '"3"', '""'),
        )
    )
    place.write_bytes(text.encode(encoding))
    taken(app, place)
    assert set(members(app)) == {
        "José Sèna",
        f"Ali{delimiter} S.Pd.".replace("\t ", " "),
        'Budi "Bob" Santoso',
    }
    assert complaints(place) == []


def test_excel_says_how_it_separates(app, place):
    place.write_text("sep=;\nfull_name;member_number\nSiti;1\n")
    taken(app, place)
    assert set(members(app)) == {"Siti"}


def test_bad_lines_are_told_by_number_and_the_others_come_in(app, place):
    lines(
        place,
        f"1,Siti,{NIK}",
        "2,Udin",
        f"3,,{OTHER_NIK}",
        f"4,12345,{OTHER_NIK}",
        "",
        f"5,{'A' * 101},{OTHER_NIK}",
        f'6,"Broken,{OTHER_NIK}',
        f'7,"Broken" too,{OTHER_NIK}',
        f"8,One,{OTHER_NIK},too many",
        "9,Agus,",
    )
    said = taken(app, place)
    assert set(members(app)) == {"Siti", "Agus"}
    assert complaints(place) == [
        (3, "", OUT),
        (4, "full_name", OUT),
        (5, "full_name", OUT),
        (7, "full_name", OUT),
        (8, "", OUT),
        (9, "", OUT),
        (10, "", OUT),
    ]
    assert "7 baris tidak dimasukkan" in said
    assert "Baris 8: tanda kutip" in said


def test_a_forgotten_quote_does_not_swallow_the_rest(app, place):
    rows = [f"{number},Nama {chr(65 + number % 26)}{number % 7 * 'x'}," for number in range(1, 200)]
    rows[10] = '11,"Lupa Tutup,'
    rows[20] = '21,Lupa Buka",'
    rows[50] = '51,"Lupa Lagi,'
    rows[51] = '52,"Dan Lagi,'
    taken(app, lines(place, *rows))
    assert counted(app)["members"] == 196
    assert [line for line, _, _ in complaints(place)] == [12, 52, 53]
    # a quote that opens nothing is part of the name
    assert 'Lupa Buka"' in members(app)


def test_a_cell_may_go_over_several_lines(app, place):
    place.write_text(
        "full_name,member_number,alamat\n"
        'Siti,1,"Jl. Mawar 5\n\nRT 1"\n'
        '"Udin\nSaepudin",2,"Jl. ""Melati"" 7\nBekasi"\n'
        "Agus,3,x\n"
    )
    taken(app, place)
    assert set(members(app)) == {"Siti", "Udin Saepudin", "Agus"}
    assert complaints(place) == []


def test_numbers_that_excel_ruined_are_told_and_the_person_stays(app, place):
    lines(
        place,
        "1,Siti,3.21601E+15",
        '2,Udin,"3,21601E+15"',
        f"3,Agus,'{NIK}",
        f'4,Budi,"=""{OTHER_NIK}"""',
        f"5,Cici,{NIK}.0",
        "1.2E+10,Dedi,",
    )
    taken(app, place)
    assert complaints(place) == [
        (2, "nik", IN),
        (3, "nik", IN),
        (7, "member_number", IN),
        (7, "member_number", IN),
    ]
    assert {name: one.get("nik") for name, one in members(app).items()} == {
        "Siti": None,
        "Udin": None,
        "Agus": NIK,
        "Budi": OTHER_NIK,
        "Cici": NIK,
        "Dedi": None,
    }


def test_niks_that_excel_rounded_are_noticed_by_their_last_digit(app, place):
    rounded = [f"{number},Nama {number:b},321609410799{number}0" for number in range(100, 130)]
    assert "dibulatkan Excel" in taken(app, lines(place, *rounded))
    whole = [f"{number},Nama {number:b},321609410799{number}7" for number in range(100, 130)]
    assert "dibulatkan Excel" not in taken(app, lines(place, *whole))


def test_an_impossible_nik_is_no_key_but_may_still_be_compared(app, place):
    taken(app, lines(place, f"1,Siti,{NIK[:15]}", "2,Udin,9916094107990009", "3,Agus,12"))
    assert complaints(place) == [(2, "nik", IN), (3, "nik", IN), (4, "nik", IN)]
    assert members(app)["Siti"]["nik"] == NIK[:15]
    assert "nik" not in members(app)["Agus"]
    with app.app_context():
        assert db.session.scalars(select(Member.nik_index)).all() == [None] * 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1980-03-12", "1980-03-12"),
        ("12-03-1980", "1980-03-12"),
        ("12/03/1980", "1980-03-12"),
        ("2/3/1980", "1980-03-02"),
        ("1980/03/12", "1980-03-12"),
        ("12.03.1980", "1980-03-12"),
        ("1980-03-12 00:00:00", "1980-03-12"),
        ("-", None),
        ("NULL", None),
    ],
)
def test_birth_dates_are_read_as_the_office_writes_them(app, place, written, read):
    taken(app, lines(place, f"1,Siti,{written}", header="member_number,full_name,birth_date"))
    assert members(app)["Siti"].get("birth_date") == read
    assert complaints(place) == []


@pytest.mark.parametrize("written", ["12/31/1980", "12-03-80", "29293", "kemarin", "1880-01-01"])
def test_a_date_that_cannot_be_read_is_told_and_left_open(app, place, written):
    taken(app, lines(place, f"1,Siti,{written}", header="member_number,full_name,birth_date"))
    assert "birth_date" not in members(app)["Siti"]
    assert complaints(place) == [(2, "birth_date", IN)]


def test_a_day_that_no_calendar_has_is_kept_for_comparing(app, place):
    taken(app, lines(place, "1,Siti,31-02-1980", header="member_number,full_name,birth_date"))
    assert members(app)["Siti"]["birth_date"] == "1980-02-31"
    assert complaints(place) == [(2, "birth_date", IN)]
    with app.app_context():
        assert db.session.scalars(select(Member.birth_date)).one() is None


def test_other_fields_that_say_nothing_are_told_and_left_open(app, place):
    odd = {
        **SITI,
        "sex": "X",
        "phone": "tidak ada",
        "kk_number": "123",
        "village_code": "32.16",
        "rt": "A",
        "rw": "1" * 200,
    }
    taken(app, write(place, odd, {**UDIN, "sex": "Perempuan"}))
    assert [column for _, column, _ in complaints(place)] == list(odd)[4:10]
    assert set(members(app)["Siti Nurhayati"]) == {
        "nik",
        "full_name",
        "birth_date",
        "member_number",
    }
    assert members(app)["Udin Saepudin"]["sex"] == "F"


def test_lines_without_end_and_nul_bytes_are_bounded_and_told(app, place):
    place.write_bytes(
        b"member_number,full_name,nik\n1,Siti,\n2,"
        + b"A" * 10_000_000
        + b",\n3,U\0din,\n4,"
        + b'"' * 70_000
        + b",\n\0\0\0\n5,Agus,"
    )
    taken(app, place)
    assert set(members(app)) == {"Siti", "Udin", "Agus"}
    assert complaints(place) == [(3, "", OUT), (4, "", IN), (5, "", OUT)]


def test_a_person_without_a_number_is_known_again_by_nik_or_by_the_whole_line(app, place):
    rows = [f",Siti,{NIK}", f"0,Siti,{OTHER_NIK}", "-,Agus,"]
    taken(app, lines(place, *rows))
    assert complaints(place) == [(line, "member_number", IN) for line in (2, 3, 4)]
    taken(app, lines(place, f",Siti Dewi,{NIK}", *rows[1:]))
    assert counted(app)["members"] == 3
    assert set(members(app)) == {"Siti Dewi", "Siti", "Agus"}


@pytest.mark.parametrize("pieces", [1, 100])
def test_of_two_lines_with_one_number_the_last_counts_and_it_is_told(
    app, place, monkeypatch, pieces
):
    monkeypatch.setattr(side_by_side, "RECORDS_OF_A_PIECE", 1)
    monkeypatch.setattr(side_by_side, "WORTH_STARTING", 100)
    monkeypatch.setattr(commands, "MOST_PIECES_OF_A_CHUNK", pieces)
    lines(place, f"1,Siti,{NIK}", f"1,Siti,{NIK}", "2,Udin,", f"1,Lain,{OTHER_NIK}")
    for _ in range(3):
        taken(app, place)
        assert set(members(app)) == {"Lain", "Udin"}
        assert complaints(place) == [(5, "member_number", IN)]


def test_nothing_of_a_person_is_said_or_left_in_the_file_of_complaints(app, place, caplog):
    rows = [{**SITI, "birth_date": "12/31/80", "nik": NIK[:14]}, {**UDIN, "full_name": "?" * 9}]
    write(place, *rows)
    with place.open("a") as file:
        file.write(f'3,"{OTHER_NIK},Broken Name,,,,,,,,1\n')
    said = taken(app, place)
    path = place.with_suffix(".errors.csv")
    for words in (said, path.read_text(), caplog.text):
        for row in rows:
            for value in (row["nik"], row["full_name"], "Broken Name", OTHER_NIK):
                assert value not in words
    assert path.stat().st_mode & 0o077 == 0


def test_where_nothing_is_wrong_no_file_of_complaints_is_left(app, place):
    taken(app, lines(place, "1,,"[:3], "2,Udin,"))
    assert complaints(place)
    taken(app, lines(place, "2,Udin,"))
    assert not place.with_suffix(".errors.csv").exists()


def test_complaints_can_go_elsewhere(app, place, tmp_path):
    lines(place, "1,,", "2,Udin,")
    elsewhere = tmp_path / "elsewhere.csv"
    assert bring_in(app, place, "--errors", str(elsewhere)).exit_code == 0
    assert elsewhere.read_text().count("\n") == 2
    for there in (tmp_path / "nowhere" / "x.csv", place):
        said = bring_in(app, place, "--errors", str(there))
        assert (said.exit_code > 0, "--errors" in said.output) == (True, True)
    assert place.read_text().endswith("2,Udin,\n")


def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "RECORDS_OF_A_PIECE", 2)
    monkeypatch.setattr(commands, "MOST_PIECES_OF_A_CHUNK", 2)
    monkeypatch.setattr(side_by_side, "WORTH_STARTING", 1_000)
    monkeypatch.setattr(commands, "LONGEST_TURN_SECONDS", 1_000.0)
    monkeypatch.setattr(commands, "PAUSE_SECONDS", 0)


ROWS = [
    f"{number},Nama {chr(64 + number)},{'12' if number % 3 == 0 else ''}" for number in range(1, 20)
]


def test_an_import_that_stopped_goes_on_where_it_was(app, place, monkeypatch):
    small_chunks(monkeypatch)
    lines(place, *ROWS)
    store, stored = operations.store, []

    def stop_at_the_third(*args, **more):
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(None)
        return store(*args, **more)

    monkeypatch.setattr(operations, "store", stop_at_the_third)
    assert bring_in(app, place).exit_code != 0
    assert counted(app)["members"] == 8
    monkeypatch.setattr(operations, "store", store)
    said = taken(app, place)
    assert "Dilanjutkan sesudah baris 9" in said
    assert "19 baru, 0 berubah, 0 tetap sama" in said
    assert counted(app)["members"] == 19
    assert [line for line, _, _ in complaints(place)] == [4, 7, 10, 13, 16, 19]


def test_another_file_does_not_go_on_where_this_one_stopped(app, place, monkeypatch):
    small_chunks(monkeypatch)
    lines(place, *ROWS)
    monkeypatch.setattr(operations, "store", None)
    assert bring_in(app, place).exit_code == 1
    monkeypatch.undo()
    lines(place, *ROWS[:-1], "19,Nama X,")
    said = taken(app, place)
    assert "Dilanjutkan" not in said
    assert counted(app)["members"] == 19


@pytest.mark.parametrize(
    ("pieces", "seconds", "then"),
    [(8, 0.1, 16), (40, 0.1, 40), (8, 2.0, 8), (8, 9.0, 4), (1, 9.0, 1)],
)
def test_phones_wait_no_longer_for_a_slow_machine(pieces, seconds, then):
    assert commands.suited(pieces, seconds) == then


def test_it_waits_while_somebody_else_has_the_database(app, place, monkeypatch):
    small_chunks(monkeypatch)
    lines(place, *ROWS)
    store, busy = operations.store, iter([True, False, True, True, False])

    def sometimes(*args, **more):
        if next(busy, False):
            raise OperationalError("locked", None, Exception())
        return store(*args, **more)

    monkeypatch.setattr(operations, "store", sometimes)
    assert "19 baru" in taken(app, place)
    assert [line for line, _, _ in complaints(place)] == [4, 7, 10, 13, 16, 19]


def test_it_gives_up_in_plain_words(app, place, monkeypatch):
    small_chunks(monkeypatch)

    def locked(*args, **more):
        raise OperationalError("locked", None, Exception())

    monkeypatch.setattr(operations, "store", locked)
    said = bring_in(app, lines(place, *ROWS))
    assert (said.exit_code, "Jalankan lagi" in said.output) == (1, True)


def test_a_list_that_is_being_taken_in_is_not_taken_in_beside_it(app, place):
    lines(place, *ROWS)
    with place.open("rb") as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        said = bring_in(app, place)
        assert (said.exit_code, "sedang dimasukkan" in said.output) == (1, True)
    assert "19 baru" in taken(app, place)


def test_what_cannot_be_read_twice_is_refused(app, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said = bring_in(app, pipe)
    assert (said.exit_code, "berkas" in said.output) == (1, True)


def test_several_processes_make_of_it_what_one_does(app, place, monkeypatch):
    lines(place, *ROWS)
    small_chunks(monkeypatch)
    monkeypatch.setattr(side_by_side, "WORTH_STARTING", 2)
    taken(app, place)
    by_many, rows = members(app), counted(app)
    assert len(by_many) == 19
    assert found_by(app, full_name="Nama A", nik="") == []
    monkeypatch.setattr(side_by_side, "WORTH_STARTING", 1_000)
    assert "19 tetap sama" in taken(app, place)
    assert (members(app), counted(app)) == (by_many, rows)
