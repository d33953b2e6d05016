"""The office in English, in a browser: chosen on a page, room for every word, open to all."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.field_app import WAIT_MS
from tests.browser.screens import DEEPER, DESKS
from tests.browser.test_desk import DESK, NARROW, look
from tests.support.serving import Site, demo_site

# a word that does not fit its button is cut or runs over its edge
TOO_SMALL = """[...document.querySelectorAll("button, .button")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.trim())"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, with work of every kind in it."""
    with demo_site(tmp_path_factory.mktemp("english") / "instance") as site:
        yield site


def sit_down(context: BrowserContext, site: Site, username: str) -> Page:
    """An Indonesian browser whose owner chooses English before signing in."""
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{site.url}/login")
    page.get_by_role("button", name="English").click()
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(username)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def test_the_language_changes_and_the_page_stays(browser: Browser, demo: Site) -> None:
    with browser.new_context(**DESK) as context:
        page = sit_down(context, demo, "penyelia")
        page.goto(f"{demo.url}/review?state=closed")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("button", name="Bahasa Indonesia").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kiriman relawan")
        expect(page).to_have_url(f"{demo.url}/review?state=closed")
        expect(page.locator("html")).to_have_attribute("lang", "id")


def test_ticking_counts_in_english(browser: Browser, demo: Site) -> None:
    with browser.new_context(**DESK) as context:
        page = sit_down(context, demo, "penyelia")
        page.goto(f"{demo.url}/review/duplicates")
        boxes = page.get_by_role("checkbox")
        for box in boxes.all():
            box.uncheck()
        said = page.locator("[data-ticked]")
        expect(said).to_have_text("Nothing is ticked yet.")
        boxes.first.check()
        expect(said).to_have_text("1 pair will be merged.")
        page.get_by_role("link", name=re.compile("^Tick")).click()
        expect(said).to_have_text(re.compile(r"^\d+ pairs? will be merged\.$"))
        expect(page.get_by_role("link", name="Clear all ticks")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("username", DESKS)
def test_every_page_has_room_for_english(
    browser: Browser, demo: Site, username: str, size: dict
) -> None:
    # the policy against foreign scripts would keep axe out
    with browser.new_context(**size, bypass_csp=True) as context:
        page = sit_down(context, demo, username)
        for path in ("/status", "/nowhere", *DESKS[username]):
            page.goto(f"{demo.url}{path}")
            fits(page, path)
            for below in DEEPER.get(path, ()):
                found = page.locator(f'a[href^="{below}"]').first.get_attribute("href")
                page.goto(f"{demo.url}{found}")
                fits(page, below)


def fits(page: Page, screen: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate(TOO_SMALL) == [], screen
    look(page, screen)
