"""A phone is let in with the code that the coordinator hands over, without any password."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.field_app import FieldApp
from tests.support.serving import Site


def test_the_code_from_the_office_lets_one_phone_in(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    coordinator = desk("koordinator")
    coordinator.goto(f"{site.url}/coordination/people")
    coordinator.get_by_role("link", name="Relawan", exact=True).click()
    coordinator.get_by_role("button", name="Buat kode masuk").click()
    code = coordinator.locator("#code").inner_text().replace(" ", "")

    field_app.open()
    field_app.button("Pakai kode dari kantor").click()
    field_app.write("Kode masuk", "KODE-YANG-SALAH")
    field_app.button("Masuk").click()
    expect(field_app.page.get_by_role("alert")).to_contain_text("Minta kode baru")
    # the picture beside the code opens the app at this address
    field_app.page.goto(f"{site.url}/#/masuk/{code}")
    field_app.page.reload()
    field_app.button("Masuk").click()
    field_app.choose_pin()
    field_app.close()
