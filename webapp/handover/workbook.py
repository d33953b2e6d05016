"""Writes the file for BPJS: what the phones sent, as text cells that can never be a formula.

A worker's name may begin with "=", and a NIK is no number: every cell is written as a string,
marked as text, and quoted so that it stays text when somebody edits it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from webapp import contents, reference_data
from webapp.handover.queries import Handed
from webapp.wording import day, moment, number

SEX = {"M": "Laki-laki", "F": "Perempuan"}
FUNDING = {"self": "Sendiri", "apbd": "APBD", "apbdes": "APBDes", "csr": "CSR"}

# heading -> field of the registration, as it was sent
AS_SENT = {
    "NIK": "nik",
    "Nama lengkap": "full_name",
    "Tempat lahir": "birth_place",
    "Tanggal lahir": "birth_date",
    "Jenis kelamin": "sex",
    "Nama ibu kandung": "mother_name",
    "No. KK": "kk_number",
    "No. HP": "phone",
    "Email": "email",
    "Alamat": "address",
    "RT": "rt",
    "RW": "rw",
    "Dusun": "hamlet",
    "Kode desa": "village_code",
    "Desa/Kelurahan": "village",
    "Kecamatan": "district",
    "Pekerjaan": "occupation_code",
    "Lokasi kerja": "work_location",
    "Dasar upah sebulan (Rp)": "income_tier",
    "Program": "programmes",
    "Masa bayar (bulan)": "payment_months",
    "Pembayar iuran": "funding",
    "No. KPJ lama": "previous_member_number",
}
HEADINGS = ("No.", *AS_SENT, "Relawan", "ID pendaftaran")


def workbook(
    *,
    handed: Iterable[Handed],
    minutes: Sequence[tuple[str, str]],
    names: Mapping[str, str],
    folder: Path,
) -> bytes:
    """The XLSX file. `minutes` are the lines of the berita acara, `names` those of the regions.

    Rows go to disk one by one, into a folder that only the server may read, so memory stays
    flat however long the file is.
    """
    file = BytesIO()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    book = Workbook(
        file,
        {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    text = book.add_format({"num_format": "@", "quote_prefix": True})
    heading = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    sheet = book.add_worksheet("Pendaftaran")
    sheet.freeze_panes(1, 3)
    sheet.set_column(1, len(HEADINGS) - 1, 18)
    write(sheet, 0, HEADINGS, heading)
    for row, one in enumerate(handed, start=1):
        write(sheet, row, line(one, names), text)
    sheet = book.add_worksheet("Berita acara")
    sheet.set_column(0, 1, 36)
    for row, pair in enumerate(minutes):
        write(sheet, row, pair, text)
    book.close()
    return file.getvalue()


def write(sheet: Any, row: int, cells: Sequence[str], style: Any) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, cell, style)


def line(one: Handed, names: Mapping[str, str]) -> list[str]:
    content = contents.open_revision(one.revision)
    village = content["village_code"]
    said = {
        **content,
        "birth_date": day(date.fromisoformat(content["birth_date"])),
        "sex": SEX[content["sex"]],
        "village": names.get(village, village),
        "district": names.get(village.rpartition(".")[0], ""),
        "occupation_code": reference_data.occupation_labels().get(content["occupation_code"]),
        "income_tier": income_base(content.get("income_tier")),
        "programmes": " + ".join(content["programmes"]),
        "funding": FUNDING[content["funding"]],
    }
    return [
        str(one.row.position),
        *(spelled(said.get(field)) for field in AS_SENT.values()),
        one.volunteer.full_name,
        one.registration.id,
    ]


def income_base(tier: int | None) -> str:
    return number(reference_data.tiers()[tier].income_base) if tier else ""


def spelled(value: object) -> str:
    return "" if value is None else str(value)


def minutes_of(
    *,
    office: str,
    by: str,
    at: Any,
    count: int,
    by_district: Mapping[str, int],
    names: Mapping[str, str],
) -> list[tuple[str, str]]:
    """The berita acara in lines of two cells: what was handed over, when, by whom, from where."""
    return [
        ("Berita acara serah terima data pendaftaran", ""),
        ("Diserahkan kepada", "BPJS Ketenagakerjaan"),
        ("Tanggal", moment(at)),
        ("Wilayah", office),
        ("Diserahkan oleh", by),
        ("Jumlah pendaftaran", number(count)),
        *((f"Kec. {names.get(code, code)}", number(count)) for code, count in by_district.items()),
        ("Yang menyerahkan (nama, tanda tangan)", ""),
        ("Yang menerima (nama, tanda tangan)", ""),
    ]
