"""The app in English: chosen on the first screen, whole on every one, there without a network."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.field_app import FieldApp, Worker
from tests.browser.field_screens import walk
from tests.browser.test_field_access import look
from tests.support import english
from tests.support.serving import Site

WORKER = Worker(nik="3216090101859003", full_name="Asep Contoh")
# words no Indonesian sentence does without, and no English one has
INDONESIAN = re.compile(
    r"\b(yang|dan|atau|belum|tidak|sudah|untuk|dengan|dari|ini|itu|saat|bila|akan|pada|Anda)\b"
)
# what is read on the screen or aloud, but for what says itself that it is another language
SHOWN = """
() => {
  const foreign = (node) => node.closest("[lang]").lang !== "en";
  const texts = [document.title];
  for (const element of document.querySelectorAll("#app *")) {
    if (foreign(element)) continue;
    for (const name of ["aria-label", "aria-valuetext", "placeholder", "alt", "title", "value"]) {
      texts.push(element.getAttribute(name));
    }
    if (element.matches("input:not([type=radio], [type=range])")) texts.push(element.value);
    for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.data);
  }
  return texts.map((text) => (text ?? "").trim()).filter((text) => /[a-z]{2}/i.test(text));
}
"""


@pytest.fixture
def phone(field_app: FieldApp, site: Site) -> Iterator[FieldApp]:
    """The volunteer's phone on the sign-in screen, turned to English."""
    field_app.open()
    speak(field_app, "English")
    field_app.words = english.app_words()
    field_app.lists = english.office_words(site.url, "relawan")
    yield field_app
    field_app.close()


def test_a_worker_is_registered_in_english_and_the_half_written_form_survives_the_switch(
    site: Site, phone: FieldApp
) -> None:
    page = phone.page
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    phone.sign_in("relawan", "relawan-uji")
    site.stop()
    phone.button("Mulai pendaftaran").click()
    phone.write("NIK", WORKER.nik)
    expect(page.get_by_text("Male, 1 January 1985")).to_be_visible()
    phone.fill(WORKER)
    expect(
        page.get_by_text("Rp1,100,000 to Rp1,299,000").or_(page.get_by_text("Up to Rp1,099,000"))
    ).to_be_visible()
    expect(page.get_by_text("1 month", exact=True)).to_be_visible()
    phone.save()
    phone.expect_counts(unsent=1, sent=0)
    expect(page.get_by_text("1 registration is safe on this phone.")).to_be_visible()

    # half a form, with a reason that was tapped in English
    phone.go("Daftar")
    phone.button("Mulai pendaftaran").click()
    page.get_by_role("checkbox", name="No NIK yet").check()
    phone.button("KTP hilang").click()
    phone.write("Nama lengkap", "Saih Contoh")
    form = page.url
    phone.button("Tutup").click()
    phone.link("Akun").click()
    speak(phone, "Bahasa Indonesia")
    phone.words, phone.lists = {}, {}
    expect(page.locator("html")).to_have_attribute("lang", "id")
    page.goto(form)
    phone.unlock()
    expect(page.get_by_role("textbox", name="Nama lengkap")).to_have_value("Saih Contoh")
    expect(page.get_by_role("textbox", name="Sebab belum ada NIK")).to_have_value("KTP hilang")
    phone.button("Tutup").click()
    expect(page.get_by_text("Belum selesai")).to_be_visible()

    # locked, without a network, and back again: the words came with the app
    page.reload()
    speak(phone, "English")
    expect(page.get_by_role("heading", level=1, name="Unlock with your PIN")).to_be_visible()


def test_no_indonesian_word_is_left_on_any_screen_and_nobody_is_shut_out(phone: FieldApp) -> None:
    for screen in walk(phone):
        assert left_over(phone) == [], screen
        look(phone.page, screen)
        assert cut_off(phone.page) == [], screen


def test_what_the_phone_finds_odd_or_wrong_is_said_in_english(phone: FieldApp) -> None:
    phone.sign_in("relawan", "relawan-uji")
    phone.button("Mulai pendaftaran").click()
    phone.button("Lanjut").click()
    assert left_over(phone) == []
    phone.write("NIK", "3275030905879201")
    phone.button("Sudah benar, karena …").click()
    phone.button("NIK dari daerah asal").click()
    expect(phone.page.get_by_text("It is right, because: NIK from their home area")).to_be_visible()
    assert left_over(phone) == []


def test_the_guide_is_in_english_without_a_network(site: Site, phone: FieldApp) -> None:
    phone.sign_in("relawan", "relawan-uji")
    site.stop()
    phone.page.goto(f"{site.url}/#/panduan")
    expect(phone.heading("Panduan relawan")).to_be_visible()
    expect(phone.page.get_by_role("heading", name="Before you go")).to_be_visible()
    assert left_over(phone) == []


def test_the_office_is_asked_in_the_language_of_the_phone(phone: FieldApp) -> None:
    with phone.page.expect_request("**/api/v1/devices") as asked:
        phone.sign_in("relawan", "relawan-uji")
    assert asked.value.headers["accept-language"] == "en"


def speak(phone: FieldApp, language: str) -> None:
    # the chosen one has a tick before its name
    button = phone.page.get_by_role("button", name=re.compile(f"{language}$"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def left_over(phone: FieldApp) -> list[str]:
    """Texts that are Indonesian though there is English for them, or that nobody marked."""
    known = {**phone.lists, **phone.words}
    foreign = [sentence for sentence, said in known.items() if said != sentence]
    parts = [re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(one)) for one in foreign]
    pattern = re.compile(rf"(?<!\w)({'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)")
    only_indonesian = {word for word, said in phone.lists.items() if word == said}
    shown = [text for text in phone.page.evaluate(SHOWN) if text not in only_indonesian]
    return [text for text in shown if pattern.search(text) or INDONESIAN.search(text)]


def cut_off(page: Page) -> list[str]:
    """Words that do not fit where they stand, in the largest text."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#app :is(button, a, p, b, span, h1, label, dd)")]
            .filter((one) => getComputedStyle(one).overflowX !== "visible")
            .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.matches(".unseen"))
            .map((one) => one.textContent)"""
    )
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found
