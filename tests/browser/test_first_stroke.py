"""On a slow line the bar is there before the script, which goes on with it: nothing flickers."""

from playwright.sync_api import expect

from tests.browser.field_app import FieldApp

# the bar as it came with the page, before any script of the page ran
KEEP = """
document.addEventListener("readystatechange", () => {
  window.came ??= document.querySelector("header.top");
});
"""


def test_the_bar_comes_with_the_page_and_stays(field_app: FieldApp) -> None:
    address, field_app.url = field_app.url, "about:blank"
    field_app.open()
    page = field_app.page
    page.context.add_init_script(KEEP)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address)
    expect(page.locator("header.top")).to_have_text("Jangkau")
    page.unroute("**/*.js")
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Nama pengguna")).to_be_visible()
    assert page.evaluate("window.came === document.querySelector('header.top')")
    assert page.locator("header.top").count() == 1
    field_app.close()
