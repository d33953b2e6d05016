"""When something is drawn on a slow phone, by the page's own clock."""

from playwright.sync_api import Page

SLOWDOWN = 6

# notes the frame after the first match of a selector is drawn and can be used, or is gone
WATCH = """
window.seen = {};
window.watch = (selector, gone = false) => {
  const name = gone ? `no ${selector}` : selector;
  delete window.seen[name];
  const look = () => {
    const found = document.querySelector(selector);
    const usable = found && found.offsetHeight && !found.disabled;
    if (gone ? !found : usable) {
      requestAnimationFrame(() => { window.seen[name] = performance.now(); });
    } else requestAnimationFrame(look);
  };
  look();
};
for (const selector of ["main input", "#pin"]) window.watch(selector);
"""

SEEN = """
(name) => new Promise((resolve) => {
  const look = () => {
    const at = window.seen[name];
    if (at) resolve(at); else setTimeout(look, 20);
  };
  look();
})
"""

# a thumb comes to a screen that stands still
QUIET = "() => new Promise((done) => requestIdleCallback(() => setTimeout(done, 300)))"


def slow_down(page: Page) -> None:
    """From the next address on, this page is watched; from now on its processor is slower."""
    page.context.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def usable_after(page: Page, selector: str, address: str) -> float:
    """Milliseconds from navigation until the selector's first match can be used."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit", timeout=60_000)
    return seen(page, selector)


def drawn_after(page: Page, tapped: str, selector: str) -> float:
    """Milliseconds from the tap until the first match of the selector is drawn."""
    page.evaluate(QUIET)
    at = page.evaluate(
        """([tapped, selector]) => {
          const target = document.querySelector(tapped);
          const at = performance.now();
          target.click();
          window.watch(selector);
          return at;
        }""",
        [tapped, selector],
    )
    return seen(page, selector) - float(at)


def seen(page: Page, name: str) -> float:
    return float(page.evaluate(SEEN, name))
