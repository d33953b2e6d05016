"""A day without signal: registered, killed, synced, decided, corrected, handed over."""

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.field_app import FieldApp, Worker, send_again
from tests.support.serving import Site

RETURNED = Worker(nik="3216091203799001", full_name="Ujang Contoh")
REJECTED = Worker(nik="3216094507889002", full_name="Imas Contoh")
APPROVED = (
    Worker(nik="3216090101859003", full_name="Asep Contoh"),
    Worker(nik="3216096212929004", full_name="Euis Contoh"),
    Worker(nik="3216093108709005", full_name="Naih Contoh"),
)
WORKERS = (RETURNED, REJECTED, *APPROVED)
RIGHT_ADDRESS = "Kp. Contoh 7, sebelah musala"


def test_an_offline_day_from_the_first_name_to_the_file_for_bpjs(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page], tmp_path: Path
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")

    site.stop()
    for worker in WORKERS:
        field_app.register(worker)
    field_app.kill()
    field_app.open()
    field_app.expect_counts(unsent=5, sent=0)
    field_app.unlock()
    field_app.go("Kiriman")
    for worker in WORKERS:
        expect(field_app.entry(worker.full_name)).to_be_visible()

    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=5)

    supervisor = desk("penyelia")
    approve_together(supervisor, site, APPROVED)
    return_address(supervisor, site, RETURNED, "Nomor rumah keliru, tanyakan lagi")
    reject(supervisor, site, REJECTED, "Bekerja di pabrik, bukan pekerja mandiri")

    field_app.send_now()
    field_app.open_entry(REJECTED.full_name)
    expect(field_app.page.get_by_text("Bekerja di pabrik, bukan pekerja mandiri")).to_be_visible()
    field_app.open_entry(RETURNED.full_name)
    expect(field_app.page.get_by_text("Nomor rumah keliru, tanyakan lagi")).to_be_visible()
    site.stop()
    field_app.correct(RETURNED.full_name, "Alamat", RIGHT_ADDRESS)
    field_app.expect_counts(unsent=1, sent=4)
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=5)

    open_record(supervisor, site, RETURNED)
    expect(supervisor.get_by_text(RIGHT_ADDRESS).first).to_be_visible()
    supervisor.get_by_role("button", name="Setujui").click()
    expect(supervisor.get_by_text("Disetujui").first).to_be_visible()

    field_app.send_now()
    field_app.go("Target")
    expect(field_app.page.get_by_text("4 disetujui dari target 50")).to_be_visible()
    supervisor.goto(f"{site.url}/progress")
    expect(supervisor.get_by_text("4 disetujui dari target 50").first).to_be_visible()
    coordinator = desk("koordinator")
    coordinator.goto(f"{site.url}/coordination")
    expect(coordinator.get_by_text("4 disetujui dari target 50").first).to_be_visible()

    rows = handed_over(coordinator, site, tmp_path)
    names = {RETURNED.full_name, *(worker.full_name for worker in APPROVED)}
    assert {name for row in rows for name in names if name in row} == names
    assert len(rows) == 4

    assert len(field_app.sent) >= 2
    for sent in field_app.sent:
        assert send_again(sent)["replayed"] is True
    coordinator.goto(f"{site.url}/coordination")
    expect(coordinator.get_by_text("4 disetujui dari target 50").first).to_be_visible()
    coordinator.goto(f"{site.url}/handover")
    expect(coordinator.get_by_text("0 pendaftaran siap diserahkan")).to_be_visible()
    field_app.close()


def approve_together(page: Page, site: Site, workers: tuple[Worker, ...]) -> None:
    open_record(page, site, workers[0])
    siblings = page.get_by_role("navigation", name="Pendaftaran di kiriman ini")
    siblings.get_by_role("link", name="Relawan", exact=True).click()
    for worker in workers:
        page.get_by_role("checkbox", name=f"Centang {worker.full_name}").check()
    page.get_by_role("button", name="Setujui yang dicentang").click()
    said(page, f"{len(workers)} pendaftaran disetujui")


def said(page: Page, words: str) -> None:
    """The desk tells what was just done."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def open_record(page: Page, site: Site, worker: Worker) -> None:
    page.goto(f"{site.url}/review")
    page.get_by_role("searchbox").fill(worker.full_name)
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=worker.full_name).click()
    expect(page.get_by_role("heading", level=1, name=worker.full_name)).to_be_visible()


def return_address(page: Page, site: Site, worker: Worker, words: str) -> None:
    open_record(page, site, worker)
    page.get_by_text("Kembalikan", exact=False).and_(page.locator("summary")).click()
    group = page.get_by_role("group", name="Alamat", exact=True)
    group.get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Kirim kembali").click()
    said(page, worker.full_name)


def reject(page: Page, site: Site, worker: Worker, words: str) -> None:
    open_record(page, site, worker)
    page.get_by_text("Tolak", exact=False).and_(page.locator("summary")).click()
    form = page.locator("form", has=page.get_by_role("button", name="Tolak pendaftaran"))
    form.get_by_role("textbox").fill(words)
    form.get_by_role("button", name="Tolak pendaftaran").click()
    said(page, worker.full_name)


def handed_over(page: Page, site: Site, folder: Path) -> list[str]:
    """Make the file for BPJS and read its rows, each as one line of text."""
    page.goto(f"{site.url}/handover")
    page.get_by_role("button", name="Buat berkas").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").first.click()
    path = folder / "handover.xlsx"
    download.value.save_as(path)
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    lines = [" ".join(str(cell) for cell in row if cell) for row in rows]
    return [line for line in lines if re.search(r"\b3216\d{12}\b", line)]
