"""Office pages take whatever is typed into addresses and forms, and never answer with a 500."""

import re
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask

from config import ROOT
from tests.support.crawl import Form, crawl
from tests.support.objects import Objects
from tests.support.people import signed_in, staff

ODD: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"-1",
    b"9" * 40,
    b"<script>alert(1)</script>",
    b"9999-12-31T23:59:59-14:00",
    "\u0663\u0662\u066b\u0661\u0666 \u202e \U0001f642".encode(),
    # the rest for addresses alone
    b"1e999",
    b"x" * 3000,
    b"' OR 1=1 --",
    b"%",
    b"..%2f..",
    b"0001-01-01T00:00:00+14:00",
    b"32.16.",
)
# for pages that list a month
ODD_MONTHS = (b"2026-13", b"0000-00", b"9999-12", b"0001-01")
PLACE = re.compile(r"<(?:\w+:)?\w+>")
SAMPLE = "00000000-0000-4000-8000-000000000000"
START = {"supervisor": ("/review", "/progress"), "coordinator": ("/coordination", "/handover")}
MANAGED = "/coordination/people/{}"


def asked() -> list[str]:
    """The words that any page looks for behind the question mark."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "webapp").rglob("*.py")]
    return sorted({word for text in sources for word in re.findall(r'args\.get\(\s*"(\w+)"', text)})


@pytest.fixture(scope="module")
def pages(app: Flask) -> list[str]:
    rules = [str(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted({rule for rule in rules if not rule.startswith("/api/")})


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "volunteer"])
def test_any_word_in_an_address_is_answered(app, pages, who):
    browser = signed_in(app, who)
    names = asked()
    assert len(names) >= 3
    assert len(pages) >= 20
    for page in pages:
        for odd in ODD + ODD_MONTHS:
            word = quote_from_bytes(odd, safe="")
            query = "&".join(f"{name}={word}" for name in names)
            for address in {PLACE.sub(word, page), f"{PLACE.sub(SAMPLE, page)}?{query}"}:
                assert_harmless(browser.get(address), address)


@pytest.fixture(scope="module")
def forms(app: Flask) -> list[tuple[str, Form]]:
    """One of every kind of form that somebody at the office can fill in."""
    objects = Objects(app, staff(app))
    batch_id, user_id = objects.batch_id(), objects.user_id()
    objects.handover_id()
    pair = f"/review/duplicates/{objects.registration_id()}/{objects.other_id()}"
    supervisor = (*START["supervisor"], f"/review/batches/{batch_id}", "/review/duplicates", pair)
    starts = {**START, "supervisor": supervisor}
    found = {
        (who, re.sub(r"[0-9a-f-]{36}", "<id>", form.action), *sorted(form.fields)): (who, form)
        for who, addresses in starts.items()
        for page in crawl(signed_in(app, who), *addresses, MANAGED.format(user_id), at_most=40)
        for form in page.forms
        if form.fields and form.method != "dialog" and form.action != "/logout"
    }
    return list(found.values())


def test_any_word_in_any_field_of_any_form_is_answered(app, forms):
    assert len(forms) >= 8
    for who, form in forms:
        for name in kinds(form):
            for odd in ODD[:8]:
                # as the server reads bytes that are no text
                changed = {**form.fields, name: odd.decode("utf-8", "replace")}
                browser = signed_in(app, who)
                if form.method == "get":
                    answer = browser.get(form.action, query_string=changed)
                else:
                    answer = browser.post(form.action, data=changed)
                assert_harmless(answer, (form.action, name, odd))


def kinds(form: Form) -> list[str]:
    """One field of each kind: words_address stands for all words_..."""
    names = {re.split("[_-]", name)[0]: name for name in form.fields if name != "csrf_token"}
    return list(names.values())


def test_forms_without_their_fields_are_answered(app, forms):
    for who, form in forms:
        assert_harmless(signed_in(app, who).post(form.action), form.action)


def assert_harmless(answer, what) -> None:
    # 503: the field app is not built where only the server is tested
    assert answer.status_code < 500 or answer.status_code == 503, what
    assert b"<script>alert(1)" not in answer.data, what
