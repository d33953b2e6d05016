"""The network lies, breaks or refuses: the volunteer reads what happened, and nothing is gone."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.serving import Site

WORKER = Worker(nik="3216091203799001", full_name="Ujang Contoh")
HOTEL = "<!doctype html><title>Wi-Fi</title><form>Masuk untuk memakai Wi-Fi</form>"
# asked for by the page or by its worker: the context hears both
API = "**/api/v1/**"
NOT_OURS = "Jaringan ini meminta masuk dulu, atau bukan jaringan kita."
SAFE = "1 pendaftaran aman di HP ini."


def page_of(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, content_type="text/html", body=HOTEL)


def half(route: Route) -> None:
    """The office took it, and its answer breaks off in the middle of a word."""
    answer = route.fetch()
    text = answer.text()
    route.fulfill(response=answer, body=text[: len(text) // 2])


def unknown_word(route: Route) -> None:
    """As an office that is years ahead of this app."""
    if route.request.method != "PUT":
        return route.fallback()
    answer = {
        "batch_id": route.request.url.rsplit("/", 1)[1],
        "replayed": False,
        "results": [],
        "stored": {"count": 7, "sha256": "besok"},
        "server_time": "2026-11-23T05:00:00Z",
        "server_epoch": "lain",
        "backup_watermark": None,
    }
    if "prefer" not in route.request.headers:
        del answer["stored"]
        answer["results"] = [{"outcome": "dipertimbangkan"}, {"outcome": "stored", "id": "lain"}]
    return route.fulfill(content_type="application/json", body=json.dumps(answer))


ANSWERS: dict[str, tuple[Callable[[Route], None], str]] = {
    "a captive portal": (page_of(200), f"{NOT_OURS} {SAFE}"),
    "a proxy that wants a password": (page_of(407), f"{NOT_OURS} {SAFE}"),
    "a broken gateway": (page_of(502), f"Kantor belum bisa menerima. {SAFE}"),
    "an office too busy": (
        lambda route: route.fulfill(
            status=503,
            content_type="application/problem+json",
            headers={"Retry-After": "60"},
            body='{"code": "busy", "status": 503}',
        ),
        f"Kantor sedang sibuk. {SAFE}",
    ),
    "half an answer": (half, f"{NOT_OURS} {SAFE}"),
    "words nobody knows": (unknown_word, SAFE),
    "no answer": (lambda route: route.abort("connectionreset"), f"{SAFE} Dikirim saat ada sinyal."),
}


def test_whatever_answers_instead_of_the_office_nothing_is_gone_and_the_words_say_so(
    site: Site, field_app: FieldApp
) -> None:
    field_app.open()
    page = field_app.page
    # already at the door
    page.context.route(API, page_of(200))
    field_app.write("Nama pengguna", "relawan")
    field_app.write("Kata sandi", "relawan-uji")
    field_app.button("Masuk").click()
    expect(page.get_by_role("alert")).to_contain_text("Coba jaringan lain.")
    page.context.unroute(API)
    field_app.sign_in("relawan", "relawan-uji")
    answer = page_of(200)
    # never taken away in between: what is under way would reach the office
    page.context.route(API, lambda route: answer(route))
    field_app.register(WORKER)
    said = page.locator(".sync").get_by_role("status")
    for what, (answer, words) in ANSWERS.items():  # noqa: B007 - the route above answers with it
        field_app.send_now()
        expect(said, what).to_have_text(words)
        expect(field_app.button("Kirim sekarang"), what).to_be_enabled()
        field_app.expect_counts(unsent=1, sent=0)
    # the portal stands between the phone and its own app too
    page.context.route("**/*", page_of(200))
    page.reload()
    field_app.unlock()
    field_app.expect_counts(unsent=1, sent=0)
    page.context.unroute("**/*")
    page.context.unroute(API)
    field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    field_app.close()
    assert site.count("registrations") == 1


def test_an_office_that_stumbles_for_an_hour_is_asked_ever_more_rarely_and_loses_nothing(
    site: Site, field_app: FieldApp
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    page = field_app.page
    idle = field_app.button("Kirim sekarang")
    # time jumps only between two attempts, or it would be their time-out
    expect(idle).to_be_enabled()
    page.clock.install()
    asked: list[str] = []

    def stumble(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=500, content_type="text/html", body=HOTEL)

    page.context.route(API, stumble)
    field_app.register(WORKER)
    said = page.locator(".sync")
    for _ in range(8):
        expect(said).to_contain_text(f"Kantor belum bisa menerima. {SAFE}")
        expect(said).to_contain_text(re.compile(r"Coba lagi \d\d\.\d\d\."))
        expect(idle).to_be_enabled()
        before = len(asked)
        page.clock.fast_forward("15:00")
        while len(asked) == before:
            page.wait_for_event("response")
    # two hours of it: locked meanwhile, and still tried without anybody's help
    field_app.expect_counts(unsent=1, sent=0)
    assert len(asked) < 200
    expect(idle).to_be_enabled()
    page.context.unroute(API)
    page.clock.fast_forward("15:00")
    field_app.expect_counts(unsent=0, sent=1)
    field_app.close()
    assert site.count("registrations") == 1
