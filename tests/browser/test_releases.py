"""New releases of the app: offered, never forced, and a broken one never replaces a working one."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.releases import next_release
from tests.support.serving import Site

WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")
OFFER = "Versi baru siap."


def look_for_update(phone: FieldApp) -> None:
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")


def release_of(phone: FieldApp) -> str:
    return str(phone.page.evaluate("globalThis.release ?? 'first'"))


def test_an_update_waits_until_no_form_is_open_and_takes_nothing_away(
    site: Site, field_app: FieldApp, tmp_path: Path
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    field_app.go("Daftar")
    field_app.button("Mulai pendaftaran").click()
    field_app.write("Nama lengkap", "Dadang Contoh")
    site.stop()
    site.release(next_release(tmp_path / "next", words="second"))
    site.start()
    look_for_update(field_app)
    page = field_app.page
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)"
    )
    expect(page.get_by_text(OFFER)).to_have_count(0)
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_have_value("Dadang Contoh")
    assert release_of(field_app) == "first"

    field_app.button("Tutup").click()
    expect(page.get_by_text(OFFER)).to_be_visible()
    field_app.button("Pasang").click()
    field_app.unlock()
    assert release_of(field_app) == "second"
    page.get_by_role("link", name="DC").click()
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_have_value("Dadang Contoh")
    field_app.close()


def test_a_broken_release_never_replaces_a_working_one_and_old_apps_still_deliver(
    site: Site, field_app: FieldApp, tmp_path: Path
) -> None:
    field_app.set_out(site)
    site.release(next_release(tmp_path / "broken", words="broken", broken=True))
    site.start()
    look_for_update(field_app)
    field_app.page.wait_for_timeout(1_000)
    site.stop()
    field_app.page.reload()
    field_app.unlock()
    assert release_of(field_app) == "first"
    field_app.register(WORKER)
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    expect(field_app.page.get_by_text(OFFER)).to_have_count(0)
    field_app.close()
