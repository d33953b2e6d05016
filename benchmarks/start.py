"""How soon a volunteer can type: first load over a slow link, warm and offline on a slow phone."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from benchmarks.figures import figure, median
from benchmarks.link import slow_link
from tests.browser.field_app import PIN, FieldApp, Worker
from tests.support.serving import Site, quiet_site

SLOWDOWN, ROUNDS, MANY = 6, 11, 10_000
WORKER = Worker(nik="3216090101859003", full_name="Asep Contoh")

# notes, by the page's own clock, when the first match of each selector is drawn and can be used
WATCH = """
window.usable = {};
window.watch = (selector) => {
  const look = () => {
    const found = document.querySelector(selector);
    if (found && found.offsetHeight && !found.disabled) {
      requestAnimationFrame(() => { window.usable[selector] = performance.now(); });
    } else requestAnimationFrame(look);
  };
  look();
};
for (const selector of ["main input", "#pin", "button.primary"]) window.watch(selector);
"""

# the PIN at once, as a thumb's sixth digit would end it
UNLOCK = """
(pin) => {
  const box = document.querySelector("#pin");
  window.watch("#nik");
  box.value = pin;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return performance.now();
}
"""

NOTED = """
(selector) => new Promise((resolve) => {
  const look = () => {
    const at = window.usable[selector];
    if (at) resolve(at); else setTimeout(look, 20);
  };
  look();
})
"""

# many registrations like the one that is there, each with its own id and place in the list
MULTIPLY = """
async (many) => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await answer(indexedDB.open("jangkau"));
  const store = db.transaction("entries", "readwrite").objectStore("entries");
  const [entry] = await answer(store.getAll());
  for (let number = 1; number < many; number += 1) {
    const id = crypto.randomUUID();
    // the box is bound to another id and does not open: trying costs what opening costs
    store.put({ ...entry, id, order: entry.order + number, state: "sent" });
  }
  await new Promise((resolve) => { store.transaction.oncomplete = resolve; });
  db.close();
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
    app.register(WORKER)
    app.expect_counts(unsent=0, sent=1)
    site.stop()
    app.button("Daftarkan berikutnya").click()
    expect(app.page.get_by_role("textbox", name="NIK", exact=True)).to_be_visible()
    address = app.page.url
    slow_down(app.page)
    starts = [warm_start(app.page, address) for _ in range(ROUNDS)]
    locked, opened = ([one[part] for one in starts] for part in range(2))
    figure("warm start offline, to the PIN, 6x CPU", median(locked), "ms")
    figure(
        "from the PIN to the usable form, 6x CPU",
        median(opened),
        "ms",
        target="under 1000 to open, 450 to the form",
    )
    saves = [saved(app) for _ in range(ROUNDS)]
    figure("saving one, from the tap to the tick, 6x CPU", median(saves), "ms")
    app.page.evaluate(MULTIPLY, MANY)
    lists = [list_shown(app.page, f"{site.url}/#/daftar") for _ in range(ROUNDS)]
    figure(f"list with {MANY} on the phone, 6x CPU", median(lists), "ms", target="under 100")
    app.close()


def warm_start(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds from the start to the PIN's box, and from the sixth digit to the form."""
    locked = usable_after(page, "#pin", address)
    typed = page.evaluate(UNLOCK, PIN)
    return locked, float(page.evaluate(NOTED, "#nik")) - float(typed)


def saved(app: FieldApp) -> float:
    """Milliseconds from the tap on Simpan to "Tersimpan di HP"; everything was filled in before."""
    app.go_home()
    app.button("Mulai pendaftaran").click()
    app.fill(WORKER)
    tapped = app.page.evaluate(
        """() => {
          window.usable = {};
          window.watch("section.receipt");
          document.querySelector("button.primary").click();
          return performance.now();
        }"""
    )
    return float(app.page.evaluate(NOTED, "section.receipt")) - float(tapped)


def list_shown(page: Page, home: str) -> float:
    """Milliseconds from the tap on Kiriman to the drawn list."""
    page.evaluate("(home) => { location.href = home; }", home)
    left = page.evaluate(
        """() => {
          window.usable = {};
          window.watch("main ul.rows a");
          location.hash = "#/kiriman";
          return performance.now();
        }"""
    )
    return float(page.evaluate(NOTED, "main ul.rows a")) - float(left)


def usable_after(page: Page, selector: str, address: str) -> float:
    """Milliseconds from navigation until the selector's first match can be used."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit", timeout=60_000)
    return float(page.evaluate(NOTED, selector))


def slow_down(page: Page) -> None:
    page.context.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
