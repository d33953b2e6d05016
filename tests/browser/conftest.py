"""What the browser tests share: a playwright, a served office, a phone, an office computer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.field_app import WAIT_MS, FieldApp
from tests.support.chromium import FLAGS, chromium
from tests.support.serving import Site, quiet_site


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser for the office's computers."""
    started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
    yield started
    started.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A served office with relawan, penyelia and koordinator; the password adds "-uji"."""
    with quiet_site(tmp_path / "instance") as served:
        yield served


@pytest.fixture
def field_app(playwright: Playwright, site: Site, tmp_path: Path) -> FieldApp:
    """The volunteer's phone, not yet started."""
    return FieldApp(playwright, site.url, tmp_path / "phone")


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """desk("penyelia"): that person's computer, signed in."""
    contexts = []

    def sit_down(username: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/login")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(f"{username}-uji")
        page.get_by_role("button", name="Masuk").click()
        page.get_by_role("button", name="Keluar").wait_for()
        return page

    yield sit_down
    for context in contexts:
        context.close()
