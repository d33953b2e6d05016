"""Who may be registered twice, from the phone to the desk and back: one person, or another."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field_app import FieldApp, Worker
from tests.browser.test_desk import DESK, NARROW, Office, look, name_shown, said, sit_down
from tests.support.phones import registration
from tests.support.serving import Site, quiet_site

KNOWN = Worker(nik="3216094505879017", full_name="Siti Nurhayati")
# the same card, read and heard by somebody else
AGAIN = Worker(nik="3216094505879071", full_name="Siti Noerhayati", address="Kp. Contoh 12")
# born on the same day, in the next house
SISTER = Worker(nik="3216094505879018", full_name="Siti Nurhayani", address="Kp. Contoh 12")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests but the two that need a phone; each test has its own people."""
    with quiet_site(tmp_path_factory.mktemp("duplicates") / "instance") as site:
        yield Office(site)


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    with browser.new_context(**DESK) as context:
        yield sit_down(context, office)


def twice(nik: str, name: str, other: str, **changes: object) -> tuple[dict, dict]:
    """Somebody, and the same person as another volunteer wrote it down."""
    one = registration(nik=nik, full_name=name, sex="F", address="Kp. Pulo 7", **changes)
    again = {**one, "id": registration()["id"], "full_name": other, "address": "Kp. Sawah"}
    return one, {**again, "nik": nik[:-2] + nik[-1] + nik[-2]}


def open_list(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/review/duplicates")
    expect(name_shown(page)).to_have_text("Mungkin ganda")


def open_pair(page: Page, office: Office, name: str) -> None:
    open_list(page, office)
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(name_shown(page)).to_have_text("Orang yang sama?")


def send(field_app: FieldApp, *workers: Worker) -> None:
    for worker in workers:
        field_app.register(worker)
    field_app.send_now()


def approve(page: Page, site: Site, worker: Worker) -> None:
    page.goto(f"{site.url}/review")
    page.get_by_role("searchbox").fill(worker.full_name)
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=worker.full_name).click()
    page.get_by_role("button", name="Setujui").click()
    said(page, f"{worker.full_name} disetujui")


def test_one_person_met_twice_is_merged_and_the_phone_says_so(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    send(field_app, KNOWN)
    field_app.expect_counts(unsent=0, sent=1)
    supervisor = desk("penyelia")
    approve(supervisor, site, KNOWN)
    send(field_app, AGAIN)
    field_app.expect_counts(unsent=0, sent=2)

    supervisor.get_by_role("link", name="Mungkin ganda").click()
    supervisor.get_by_role("link", name=AGAIN.full_name).click()
    expect(supervisor.get_by_text("Tanggal lahir sama.", exact=True)).to_be_visible()
    expect(supervisor.get_by_text(AGAIN.nik)).to_have_count(0)
    supervisor.get_by_role("radio", name="NIK, Pendaftaran ini").check()
    supervisor.get_by_role("button", name="Orang yang sama").click()
    said(supervisor, f"{AGAIN.full_name} ditandai sudah terdaftar")
    expect(supervisor.get_by_text("Tidak ada yang mungkin ganda")).to_be_visible()

    field_app.send_now()
    field_app.open_entry(AGAIN.full_name)
    expect(field_app.page.get_by_text("Sudah terdaftar").first).to_be_visible()
    field_app.close()


def test_two_sisters_are_told_apart_and_both_are_approved(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    send(field_app, KNOWN)
    field_app.expect_counts(unsent=0, sent=1)
    supervisor = desk("penyelia")
    approve(supervisor, site, KNOWN)
    send(field_app, SISTER)
    field_app.expect_counts(unsent=0, sent=2)

    supervisor.goto(f"{site.url}/review/duplicates")
    supervisor.get_by_role("link", name=SISTER.full_name).click()
    twins = supervisor.get_by_text("NIK hanya beda nomor urut: bisa kembar.", exact=True)
    expect(twins).to_be_visible()
    supervisor.get_by_role("link", name=SISTER.full_name, exact=True).click()
    section = supervisor.get_by_role("region", name="Mungkin orang yang sama")
    section.get_by_role("button", name="Orang lain").click()
    said(supervisor, "dua orang yang berbeda")
    expect(section).to_have_count(0)
    supervisor.get_by_role("button", name="Setujui").click()
    said(supervisor, f"{SISTER.full_name} disetujui")

    field_app.send_now()
    field_app.open_entry(SISTER.full_name)
    expect(field_app.page.get_by_text("Disetujui").first).to_be_visible()
    field_app.close()


def test_pairs_are_decided_without_the_mouse(page: Page, office: Office) -> None:
    one, again = twice("3216095203709021", "Entin Rohaeti", "Entin Rohayati")
    two, other = twice("3216096112809032", "Kokom Komariah", "Kokom Komaria")
    office.receive(one, two)
    office.receive(again, other)
    open_list(page, office)
    press = page.keyboard.press
    press("j")
    press("Enter")
    expect(name_shown(page)).to_have_text("Orang yang sama?")
    first = page.url
    press("j")
    expect(page).not_to_have_url(first)
    press("k")
    expect(page).to_have_url(first)
    press("b")
    note = page.get_by_label("Catatan")
    expect(note).to_be_focused()
    page.keyboard.type("tanya lagi, sama bidan")
    page.get_by_role("button", name="Belum yakin, simpan catatan").click()
    said(page, "Ditandai belum yakin")
    press("l")
    said(page, "dua orang yang berbeda")
    press("u")
    said(page, "Putusan dibatalkan")
    open_list(page, office)
    expect(page.get_by_text("Anda atau rekan belum yakin")).to_be_visible()


def test_the_sure_ones_are_merged_with_one_press_and_taken_back_with_one(
    page: Page, office: Office
) -> None:
    ones = [
        registration(
            nik=f"32160912058790{n}", full_name=f"{name} Rosadi", kk_number=f"321609{n:010d}"
        )
        for n, name in enumerate(("Yayat", "Bahar", "Cucun"), start=41)
    ]
    office.receive(*ones)
    office.receive(*({**one, "id": registration()["id"]} for one in ones))
    open_list(page, office)
    sure = page.get_by_role("table").first
    boxes = [sure.get_by_role("checkbox", name=f"Centang {one['full_name']}") for one in ones]
    for box in boxes:
        expect(box).to_be_checked()
    boxes[1].uncheck()
    expect(page.get_by_text("2 pasangan akan digabungkan.")).to_be_visible()
    expect(page.get_by_role("button", name="Gabungkan 2 yang dicentang")).to_be_enabled()
    page.keyboard.press("a")
    said(page, "2 pasangan digabungkan")
    page.keyboard.press("u")
    said(page, "keputusan dibatalkan")
    for box in boxes:
        expect(box).to_be_visible()


def test_a_pair_is_decided_without_script(browser: Browser, office: Office) -> None:
    one, again = twice("3216094401799051", "Mumun Maemunah", "Mumun Maimunah")
    office.receive(one)
    office.receive(again)
    with browser.new_context(**DESK, java_script_enabled=False) as context:
        page = sit_down(context, office)
        open_pair(page, office, "Mumun Maimunah")
        page.get_by_label("Alamat, Pendaftaran ini").check()
        page.get_by_label("yang ini, Mumun Maimunah").check()
        page.get_by_role("button", name="Orang yang sama").click()
        said(page, "Mumun Maimunah disetujui")
        said(page, "Mumun Maemunah ditandai sudah terdaftar")
        page.get_by_role("button", name="Batalkan").click()
        said(page, "2 keputusan dibatalkan")


@pytest.mark.parametrize("size", [DESK, NARROW], ids=["wide", "narrow"])
def test_no_page_of_pairs_shuts_anybody_out(browser: Browser, office: Office, size: dict) -> None:
    mark, born = ("Lebar", "560179") if size is DESK else ("Sempit", "620884")
    one, again = twice(f"321609{born}9061", f"Iis Aisah {mark}", f"Iis Aisyah {mark}")
    sure = registration(full_name=f"Wahyu {mark}")
    office.receive(one, sure)
    office.receive(again, {**sure, "id": registration()["id"]})
    # the policy against foreign scripts would keep axe out
    with browser.new_context(**size, bypass_csp=True) as context:
        page = sit_down(context, office)
        open_list(page, office)
        look(page, "the list")
        open_pair(page, office, f"Iis Aisyah {mark}")
        look(page, "a pair")
        page.locator("summary", has_text="belum yakin").click()
        look(page, "a note")
        page.get_by_label("Catatan").fill("Tanya RT")
        page.get_by_role("button", name="Belum yakin, simpan catatan").click()
        open_pair(page, office, f"Iis Aisyah {mark}")
        look(page, "a pair somebody was not sure about")
        page.get_by_role("link", name=f"Iis Aisyah {mark}", exact=True).click()
        expect(name_shown(page)).to_have_text(f"Iis Aisyah {mark}")
        look(page, "a record with somebody like it")
        page.get_by_role("button", name="Orang yang sama").click()
        said(page, "ditandai sudah terdaftar")
        page.goto(f"{office.url}/review/registrations/{one['id']}")
        page.locator("summary", has_text="Pekerja terdaftar").click()
        look(page, "a worker with two registrations")
