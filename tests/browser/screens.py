"""Pictures of every screen, on phone and desk, light and dark, for eyes to judge."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.field_app import PIN, WAIT_MS
from tests.support.chromium import FLAGS, chromium
from tests.support.serving import Site, demo_site

FIELD = ("daftar", "kunjungan", "kiriman", "target", "bantuan", "akun")
DESKS = {
    "penyelia": (
        "/review",
        "/review/duplicates",
        "/review/deposits",
        "/progress",
        "/progress/registrations",
        "/account",
    ),
    "koordinator": (
        "/coordination",
        "/coordination/quotas",
        "/coordination/people",
        "/coordination/registrations",
        "/coordination/visits",
        "/handover",
    ),
}
# pages without a fixed address: the first link of this kind on the page before
DEEPER = {
    "/review": ("/review/batches/", "/review/registrations/"),
    "/review/duplicates": ("/review/duplicates/",),
}
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "id-ID"}
PHONE = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
}
SIZES = {"wide": DESK, "narrow": PHONE}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as instance,
        demo_site(Path(instance)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for light in ("light", "dark"):
            with opened(browser, PHONE, light) as context:
                for name, page in field_screens(context, site):
                    take(page, folder / f"field-{name}-{light}.png")
            for username in DESKS:
                for size, settings in SIZES.items():
                    with opened(browser, settings, light) as context:
                        for name, page in desk_screens(context, site, username):
                            take(page, folder / f"{username}-{name}-{size}-{light}.png")
        browser.close()


def opened(browser: Browser, settings: dict[str, object], light: str) -> BrowserContext:
    context = browser.new_context(**settings, color_scheme=light)
    context.set_default_timeout(WAIT_MS)
    return context


def field_screens(context: BrowserContext, site: Site) -> Iterator[tuple[str, Page]]:
    page = context.new_page()
    page.goto(site.url)
    page.get_by_label("Nama pengguna").wait_for()
    yield "masuk", page
    sign_in(page, "relawan")
    page.get_by_label("PIN baru").wait_for()
    yield "pin", page
    page.get_by_label("PIN baru").fill(PIN)
    page.get_by_label("Ketik PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Pasang PIN").click()
    # enabled once the lists and the office's news are there
    expect(page.get_by_role("button", name="Mulai pendaftaran")).to_be_enabled(timeout=WAIT_MS)
    for place in FIELD:
        page.goto(f"{site.url}/#/{place}")
        page.get_by_role("heading", level=1).first.wait_for()
        yield place, page
    # a place that needs the PIN; Akun does not
    page.goto(f"{site.url}/#/daftar")
    page.reload()
    page.get_by_label("PIN 6 angka").wait_for()
    yield "terkunci", page


def desk_screens(context: BrowserContext, site: Site, username: str) -> Iterator[tuple[str, Page]]:
    page = context.new_page()
    page.goto(f"{site.url}/status")
    yield "status", page
    page.goto(f"{site.url}/login")
    yield "login", page
    sign_in(page, username)
    page.get_by_role("button", name="Keluar").wait_for()
    for address in DESKS[username]:
        page.goto(f"{site.url}{address}")
        yield address.strip("/").replace("/", "-"), page
        for below in DEEPER.get(address, ()):
            page.goto(site.url + page.locator(f'a[href^="{below}"]').first.get_attribute("href"))
            yield below.strip("/").replace("/", "-"), page


def sign_in(page: Page, username: str) -> None:
    """As one of the demo's people, whose password is their name."""
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(username)
    page.get_by_role("button", name="Masuk").click()


def take(page: Page, path: Path) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
