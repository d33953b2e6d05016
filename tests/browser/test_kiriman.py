"""Kiriman on a phone that holds much: what a tap asks of it before the first names stand there."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Playwright, expect

from tests.browser.field_app import FieldApp, Worker
from tests.browser.many import multiply
from tests.support.serving import quiet_site

WORKER = Worker(nik="3216090101859003", full_name="Asep Contoh")
OLDER = 200
SCREENFUL, PAGE = 5, 20

# notes every question to the disk, every box opened, and the frame in which the list is drawn anew
NOTE = """
window.noted = [];
const note = (what, number) => { window.noted.push([what, number ?? 0]); };
for (const kind of [IDBObjectStore, IDBIndex]) {
  for (const name of ["get", "getAll", "count", "openCursor"]) {
    const ask = kind.prototype[name];
    kind.prototype[name] = function (...words) {
      note(`${(this.objectStore ?? this).name}.${name}`, words[1]);
      return ask.apply(this, words);
    };
  }
}
const decrypt = SubtleCrypto.prototype.decrypt;
SubtleCrypto.prototype.decrypt = async function (...words) {
  note("open");
  try { return await decrypt.apply(this, words); } finally { note("opened"); }
};
window.noteRows = () => {
  window.noted.length = 0;
  const before = document.querySelector("main ul.rows li");
  const look = () => {
    const row = document.querySelector("main ul.rows li");
    if (row && row !== before) {
      window.first = row.innerText;
      note("drawn", document.querySelectorAll("main ul.rows li").length);
    } else requestAnimationFrame(look);
  };
  look();
};
"""

# the newest were read, and as many boxes tried
READY = """() => {
  const at = window.noted.findIndex(([what, most]) => what === "entries.getAll" && most === 5);
  return at >= 0 && window.noted.slice(at).filter(([what]) => what === "opened").length >= 5;
}"""


@pytest.fixture(scope="module")
def phone(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldApp]:
    """A phone out of reach of its office, with one registration of today and many older ones."""
    folder = tmp_path_factory.mktemp("kiriman")
    with quiet_site(folder / "instance") as site:
        app = FieldApp(playwright, site.url, folder / "phone")
        app.open()
        app.sign_in("relawan", "relawan-uji")
        app.register(WORKER)
        app.expect_counts(unsent=0, sent=1)
        site.stop()
        multiply(app, OLDER)
        app.page.context.add_init_script(NOTE)
        yield app
        app.close()


@pytest.fixture(autouse=True)
def just_opened(phone: FieldApp) -> None:
    phone.page.evaluate("location.hash = '#/daftar'")
    phone.page.reload()
    phone.unlock()
    phone.page.wait_for_function(READY)


def test_the_names_stand_there_at_once_and_the_rest_follows(phone: FieldApp) -> None:
    phone.page.evaluate("window.noteRows()")
    phone.go("Kiriman")
    expect(rows(phone)).to_have_count(PAGE)
    before, after = noted(phone)
    assert before == [["drawn", SCREENFUL]]
    assert phone.page.evaluate("window.first").startswith(WORKER.full_name)
    assert [what for what in after if what[0].startswith("entries")] == [
        ["entries.getAll", PAGE + 1]
    ]
    expect(phone.page.get_by_role("link", name=WORKER.full_name)).to_be_visible()


def test_another_list_is_read_by_the_screenful_first(phone: FieldApp) -> None:
    phone.go("Kiriman")
    phone.button("Dikembalikan").click()
    expect(phone.page.get_by_text("Tidak ada yang dikembalikan.")).to_be_visible()
    phone.page.evaluate("window.noteRows()")
    phone.button("Terkirim").click()
    expect(rows(phone)).to_have_count(PAGE)
    expect(phone.button("Muat lagi")).to_be_visible()
    before, after = noted(phone)
    assert [what for what in before if what[0] != "opened"] == [
        ["entries.getAll", SCREENFUL + 1],
        *[["open", 0]] * (SCREENFUL + 1),
        ["drawn", SCREENFUL],
    ]
    assert ["entries.getAll", PAGE + 1] in after


def test_a_phone_that_was_locked_keeps_no_name_ready(phone: FieldApp) -> None:
    phone.page.get_by_role("link", name="Akun").click()
    phone.button("Kunci sekarang").click()
    phone.page.evaluate("window.noteRows()")
    phone.go("Kiriman")
    expect(rows(phone)).to_have_count(PAGE)
    assert phone.page.evaluate("window.first").startswith("AC\n")
    expect(phone.page.get_by_text(WORKER.full_name)).to_have_count(0)


def test_more_can_be_asked_for_and_what_stands_there_stays(phone: FieldApp) -> None:
    phone.go("Kiriman")
    expect(rows(phone)).to_have_count(PAGE)
    phone.button("Muat lagi").click()
    expect(rows(phone)).to_have_count(2 * PAGE)


def rows(phone: FieldApp) -> Locator:
    return phone.page.locator("main ul.rows li")


def noted(phone: FieldApp) -> tuple[list[Any], list[Any]]:
    """What was noted until the list was drawn, and since."""
    everything = phone.page.evaluate("window.noted")
    at = [what for what, _ in everything].index("drawn") + 1
    return everything[:at], everything[at:]
