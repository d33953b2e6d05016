"""Whether the browser promises to keep what rests on the phone: asked for, and its answer shown."""

from playwright.sync_api import expect

from tests.browser.field_app import FieldApp, Worker
from tests.browser.many import multiply
from tests.support.serving import Site

WORKER = Worker(nik="3216094507889131", full_name="Sarmi Berjanji")
NO_PROMISE = "HP ini belum berjanji menyimpan tetap"


def test_a_browser_that_promises_nothing_is_named_and_too_much_on_it_is_a_warning(
    site: Site, field_app: FieldApp
) -> None:
    """Chromium refuses an app that was opened for the first time today."""
    field_app.set_out(site)
    field_app.register(WORKER)
    page = field_app.page
    warning = page.get_by_text("belum terkirim, dan HP ini belum berjanji menyimpannya tetap")
    page.goto(f"{site.url}#/simpanan")
    expect(page.get_by_text(NO_PROMISE)).to_be_visible()
    expect(warning).to_have_count(0)
    multiply(field_app, 19, state="unsent")
    page.goto(f"{site.url}#/kiriman")
    page.reload()
    expect(warning).to_have_text(
        "20 belum terkirim, dan HP ini belum berjanji menyimpannya tetap. "
        "Kirim hari ini, atau ekspor berkas."
    )
    warning.get_by_role("link", name="ekspor berkas").click()
    expect(field_app.button("Ekspor berkas")).to_be_visible()

    # asked again, as after it was put on the home screen
    field_app.promise_to_keep()
    field_app.button("Minta HP menyimpan tetap").click()
    expect(page.get_by_text("HP ini menyimpan data tetap")).to_be_visible()
    expect(warning).to_have_count(0)
    page.reload()
    expect(page.get_by_text("HP ini menyimpan data tetap")).to_be_visible()
    field_app.expect_counts(unsent=20, sent=0)
    expect(warning).to_have_count(0)
    field_app.close()
