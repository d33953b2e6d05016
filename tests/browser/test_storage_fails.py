"""The phone's own storage is damaged, full, or shared by two tabs: no record is gone."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.field_app import PIN, WAIT_MS, FieldApp, Worker
from tests.support.serving import Site

WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")
OTHER = Worker(nik="3216094507889002", full_name="Imas Contoh")


def damage(profile: Path) -> int:
    """Overwrite what holds the database together; how many files that were."""
    files = [
        path
        for folder in profile.rglob("*.indexeddb.leveldb")
        for path in folder.iterdir()
        if path.name == "CURRENT" or path.name.startswith("MANIFEST")
    ]
    for path in files:
        path.write_bytes(b"\x00broken")
    return len(files)


def test_a_damaged_database_gives_back_what_was_unsent_from_the_second_copy(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    field_app.register(WORKER)
    field_app.register(OTHER)
    # as many as the volunteer has seen, whatever becomes of the database
    field_app.expect_counts(unsent=2, sent=0)
    field_app.close()
    assert damage(field_app.profile) >= 2
    field_app.open()
    page = field_app.page
    expect(page.get_by_text("2 pendaftaran yang belum terkirim dipulihkan")).to_be_visible()
    site.start()
    field_app.sign_in("relawan", "relawan-uji")
    field_app.wait_until(lambda: site.count("registrations") == 2)
    waits = page.get_by_text("isian dari berkas atau salinan menunggu")
    expect(waits).to_have_count(0, timeout=WAIT_MS)
    field_app.close()
    assert site.count("registrations") == 2


def test_a_full_disk_costs_the_ballast_first_and_then_refuses_aloud_with_nothing_lost(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    page = field_app.page
    # taken aboard once a start, a moment after the first screen
    page.wait_for_function(ABOARD)
    field_app.button("Mulai pendaftaran").click()
    field_app.fill(WORKER)
    page.evaluate(FULL)
    field_app.save()
    expect(page.get_by_text("Ruang HP hampir habis.")).to_be_visible()

    field_app.button("Daftarkan berikutnya").click()
    field_app.fill(OTHER)
    page.evaluate("window.full = true")
    field_app.button("Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("HP ini menolak menulis")
    page.evaluate("window.full = false")
    field_app.save()
    field_app.expect_counts(unsent=2, sent=0)

    # not even a PIN can be tried without writing that it was
    page.get_by_role("link", name="Akun").click()
    field_app.button("Kunci sekarang").click()
    page.get_by_role("link", name=re.compile("^Daftar")).click()
    page.evaluate("window.full = true")
    page.get_by_label("PIN 6 angka").fill(PIN)
    expect(page.get_by_text("HP ini menolak menyimpan.")).to_be_visible()
    page.evaluate("window.full = false")
    field_app.unlock()
    expect(page.get_by_text("HP ini menolak menyimpan.")).to_have_count(0)
    # the disk's own word, where nobody waited for the write
    field_app.mistakes = [one for one in field_app.mistakes if one != "full"]
    field_app.close()


ABOARD = """
() => new Promise((done) => {
  const open = indexedDB.open("jangkau");
  open.onsuccess = () => {
    const state = open.result.transaction("state").objectStore("state").get("ballast");
    state.onsuccess = () => { open.result.close(); done(state.result === true); };
  };
})
"""
# The browser refuses as it does on a full disk, until four megabytes are given back. A quota set
# from outside does not do it: the browser remembers for minutes that there was room.
FULL = """
() => {
  window.full = true;
  const { put, delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...row) {
    if (window.full) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, row);
  };
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === "ballast") this.get(key).onsuccess = ({ target }) => {
      if (target.result?.length >= 4 * 2 ** 20) window.full = false;
    };
    return remove.call(this, key);
  };
}
"""


def test_two_tabs_share_one_phone(site: Site, field_app: FieldApp) -> None:
    field_app.set_out(site)
    field_app.register(WORKER)
    other = field_app.another_tab()
    other.unlock()
    other.expect_counts(unsent=1, sent=0)
    other.register(OTHER)
    other.expect_counts(unsent=2, sent=0)
    field_app.expect_counts(unsent=2, sent=0)
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=2)
    other.expect_counts(unsent=0, sent=2)
    field_app.close()
    assert site.count("registrations") == 2


def test_the_database_deleted_under_the_open_app_costs_nothing_that_was_saved_or_typed(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    field_app.register(WORKER)
    page = field_app.page
    # the watch over it comes with the screens that nobody waits for
    page.wait_for_function(ABOARD)
    field_app.button("Daftarkan berikutnya").click()
    field_app.write("Nama lengkap", OTHER.full_name)
    expect(page.get_by_text("Draf tersimpan")).to_be_visible()
    page.evaluate(DELETED)
    expect(page.get_by_text("1 pendaftaran yang belum terkirim dipulihkan")).to_be_visible()
    # nobody has to sign in, and the form goes on
    field_app.fill(OTHER)
    field_app.save()
    field_app.kill()
    field_app.open()
    field_app.unlock()
    # what came back is no row of the list, and is said to wait until the office has it
    waits = "1 isian dari berkas atau salinan menunggu dikirim."
    expect(field_app.page.get_by_text(waits)).to_be_visible()
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    expect(field_app.page.get_by_text("Tidak ada yang menunggu dikirim.")).to_be_visible()
    field_app.close()
    assert site.count("registrations") == 2


DELETED = """
() => new Promise((done, refused) => {
  const asked = indexedDB.deleteDatabase("jangkau");
  asked.onsuccess = () => done();
  asked.onblocked = () => refused(new Error("held up"));
})
"""


def test_thrown_away_by_the_browser_with_the_app_open_the_loss_is_named(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    field_app.register(WORKER)
    field_app.register(OTHER)
    field_app.expect_counts(unsent=2, sent=0)
    page = field_app.page
    page.wait_for_function(ABOARD)
    # the copies go with it
    field_app.evict()
    said = page.get_by_text("2 pendaftaran yang belum terkirim hilang")
    expect(said).to_be_visible()
    field_app.go("Daftar")
    field_app.register(WORKER)
    field_app.expect_counts(unsent=1, sent=0)
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    # until somebody has read it
    page.reload()
    expect(said).to_be_visible()
    field_app.unlock()
    field_app.button("Mengerti").click()
    expect(said).to_have_count(0)
    page.reload()
    field_app.unlock()
    expect(said).to_have_count(0)
    # what was under way when the browser threw it away
    field_app.mistakes = [one for one in field_app.mistakes if "connection was closed" not in one]
    field_app.close()
    assert site.count("registrations") == 1


def test_two_tabs_at_one_form_save_one_registration_and_lock_together(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    page = field_app.page
    field_app.button("Mulai pendaftaran").click()
    field_app.fill(WORKER)
    expect(page.get_by_text("Draf tersimpan")).to_be_visible()
    other = field_app.another_tab()
    other.unlock()
    other.page.get_by_role("link", name="UC").click()
    other.page.get_by_role("button", name="Lanjut").click()
    expect(other.button("Simpan")).to_be_visible()
    # both tap, with the same words
    field_app.save()
    other.save()
    field_app.expect_counts(unsent=1, sent=0)
    # typed late in a form that is finished: it does not come back
    other.button("Daftarkan berikutnya").click()
    other.write("Nama lengkap", OTHER.full_name)
    expect(other.page.get_by_text("Draf tersimpan")).to_be_visible()
    other.button("Tutup").click()
    field_app.go("Daftar")
    expect(page.get_by_role("link", name=re.compile("^IC"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^UC"))).to_have_count(0)
    # locked here, the other tab stays with whoever has it in hand; it delivers for both
    page.get_by_role("link", name="Akun").click()
    field_app.button("Kunci sekarang").click()
    site.start()
    other.send_now()
    other.expect_counts(unsent=0, sent=1)
    field_app.expect_counts(unsent=0, sent=1)
    # signed out there is signed out here
    other.page.get_by_role("link", name="Akun").click()
    other.button("Keluar").click()
    other.page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    field_app.close()
    assert site.count("registrations") == 1
