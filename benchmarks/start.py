"""How soon a volunteer can type: first load over a slow link, warm and offline on a slow phone."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from benchmarks.figures import figure, median
from benchmarks.link import slow_link
from benchmarks.watching import seen, slow_down, usable_after
from tests.browser.field_app import PIN, FieldApp
from tests.support.serving import Site, quiet_site

ROUNDS = 11

# the PIN at once, as a thumb's sixth digit would end it
UNLOCK = """
(pin) => {
  const box = document.querySelector("#pin");
  window.watch("#pin", true);
  window.watch("#nik");
  box.value = pin;
  const at = performance.now();
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return at;
}
"""


def run() -> None:
    with TemporaryDirectory(dir="/var/tmp") as name, sync_playwright() as playwright:
        folder = Path(name)
        with quiet_site(folder / "instance") as site:
            first_load(playwright, site, folder)
            warm_and_offline(playwright, site, folder)


def first_load(playwright: Playwright, site: Site, folder: Path) -> None:
    """Nothing on the phone yet, 100 kbit/s and 600 ms: until the sign-in can be typed into."""
    times = []
    for round_ in range(3):
        with slow_link(site.port) as port:
            app = FieldApp(playwright, "about:blank", folder / f"cold-{round_}")
            app.open()
            slow_down(app.page)
            times.append(usable_after(app.page, "main input", f"http://127.0.0.1:{port}/"))
            app.close()
    figure("first load, slow link, 6x CPU", median(times) / 1000, "s", target="under 8")


def warm_and_offline(playwright: Playwright, site: Site, folder: Path) -> None:
    app = FieldApp(playwright, site.url, folder / "phone")
    app.open()
    app.sign_in("relawan", "relawan-uji")
    site.stop()
    app.button("Mulai pendaftaran").click()
    expect(app.page.get_by_role("textbox", name="NIK", exact=True)).to_be_visible()
    address = app.page.url
    slow_down(app.page)
    starts = [warm_start(app.page, address) for _ in range(ROUNDS)]
    locked, unlocked, formed = ([one[part] for one in starts] for part in range(3))
    figure("warm start offline, to the PIN, 6x CPU", median(locked), "ms")
    figure("from the sixth digit to unlocked, 6x CPU", median(unlocked), "ms", target="under 1000")
    figure("from unlocked to the usable form, 6x CPU", median(formed), "ms", target="under 450")
    app.close()


def warm_start(page: Page, address: str) -> tuple[float, float, float]:
    """Milliseconds to the PIN's box, from its sixth digit until it is gone, and on to the form."""
    locked = usable_after(page, "#pin", address)
    typed = float(page.evaluate(UNLOCK, PIN))
    unlocked, formed = seen(page, "no #pin"), seen(page, "#nik")
    return locked, unlocked - typed, formed - unlocked
