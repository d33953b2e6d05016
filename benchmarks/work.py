"""How a slow phone keeps up with its volunteer: saving one, and Kiriman with ten thousand."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks.figures import figure, median
from benchmarks.watching import QUIET, drawn_after, slow_down
from tests.browser.field_app import PIN, FieldApp, Worker
from tests.browser.many import multiply
from tests.support.serving import quiet_site

ROUNDS, STARTS, MANY = 11, 5, 10_000
WORKER = Worker(nik="3216090101859003", full_name="Asep Contoh")

# from the first question of a save to the phone, until the disk has said that it keeps it
SAVES = """
{
  const begin = IDBDatabase.prototype.transaction;
  let called;
  addEventListener("click", () => { called = undefined; }, true);
  IDBDatabase.prototype.transaction = function (rooms, mode, options) {
    if (mode === "readonly" && String(rooms) === "entries,state") called ??= performance.now();
    const tx = begin.call(this, rooms, mode, options);
    if (mode === "readwrite" && String(rooms) === "entries,revisions,drafts,state")
      tx.addEventListener("complete", () => performance.measure("save", { start: called }));
    return tx;
  };
}
"""
SAVED = "() => performance.getEntriesByName('save').map(({ duration }) => duration)"

CHIP = ".chips button:nth-child({})"
RETURNED, SENT = CHIP.format(2), CHIP.format(5)
ROW, EMPTY = "main ul.rows a", "main .empty"


def run() -> None:
    with TemporaryDirectory(dir="/var/tmp") as name, sync_playwright() as playwright:
        folder = Path(name)
        with quiet_site(folder / "instance") as site:
            app = FieldApp(playwright, site.url, folder / "phone")
            app.open()
            app.sign_in("relawan", "relawan-uji")
            app.register(WORKER)
            app.expect_counts(unsent=0, sent=1)
            site.stop()
            saving(app)
            multiply(app, MANY)
            listing(app)
            app.close()


def saving(app: FieldApp) -> None:
    slow_down(app.page)
    app.page.context.add_init_script(SAVES)
    start_anew(app)
    receipts = [saved(app) for _ in range(ROUNDS)]
    saves = app.page.evaluate(SAVED)
    assert len(saves) == ROUNDS
    figure("the sealed save alone, 6x CPU", median(saves), "ms", target="under 50")
    figure("from the tap on Simpan to the drawn receipt, 6x CPU", median(receipts), "ms")


def saved(app: FieldApp) -> float:
    """Milliseconds from the tap on Simpan to "Tersimpan di HP"; all was filled in before."""
    app.go_home()
    app.button("Mulai pendaftaran").click()
    app.fill(WORKER)
    return drawn_after(app.page, "button.primary", "section.receipt")


def listing(app: FieldApp) -> None:
    first = []
    for _ in range(STARTS):
        start_anew(app)
        first.append(list_shown(app))
    again = [list_shown(app) for _ in range(ROUNDS)]
    others = [other_list_shown(app) for _ in range(ROUNDS)]
    what = f"with {MANY} on the phone, 6x CPU"
    figure(f"list {what}", median(again), "ms", target="under 100")
    figure(f"list {what}, first tap after a start", median(first), "ms")
    figure(f"another list {what}", median(others), "ms")


def start_anew(app: FieldApp) -> None:
    """As in the morning: started, unlocked, and with all it fetches while nobody taps."""
    app.page.goto("about:blank")
    app.page.goto(f"{app.url}/#/daftar")
    app.page.locator("#pin").fill(PIN)
    app.page.locator("#pin").wait_for(state="detached")
    app.page.evaluate("() => new Promise((done) => setTimeout(done, 4000))")


def list_shown(app: FieldApp) -> float:
    """Milliseconds from the tap on Kiriman to the drawn list."""
    app.go_home()
    return drawn_after(app.page, "nav.places a:nth-child(2)", ROW)


def other_list_shown(app: FieldApp) -> float:
    """Milliseconds from the tap on a chip to the list it opens, where none was shown before."""
    drawn_after(app.page, RETURNED, EMPTY)
    app.page.evaluate(QUIET)
    return drawn_after(app.page, SENT, ROW)
