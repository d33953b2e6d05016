"""The promises of the phone, each as somebody would try to break it (design/trust.md)."""

import gzip
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.field_app import PIN, FieldApp, Worker, send_again
from tests.support.serving import Site

PLANTED = (
    Worker(nik="3216091203799001", full_name="Ujangwati Rahasianto", address="Kp. Kelapa 77"),
    Worker(nik="3216094507889002", full_name="Imasratu Sembunyian", address="Kp. Duren Seribu 88"),
)
SECRETS = [
    text
    for worker in PLANTED
    for text in (worker.nik, worker.full_name.split()[0], worker.address.split(". ")[1])
]


def found_on_disk(profile: Path) -> set[tuple[str, str]]:
    """Which secret stands in which file of the browser's profile, as UTF-8 or UTF-16."""
    found = set()
    for path in profile.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        raw = path.read_bytes()
        for secret in SECRETS:
            if secret.encode() in raw or secret.encode("utf-16-le") in raw:
                found.add((secret, path.name))
    return found


def test_P11_a_found_phone_shows_no_NIK_and_its_disk_holds_none(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    for worker in PLANTED:
        field_app.register(worker)
    # a third one, left in the middle
    field_app.go("Daftar")
    field_app.button("Mulai pendaftaran").click()
    field_app.write("NIK", PLANTED[0].nik)
    field_app.write("Nama lengkap", PLANTED[0].full_name)
    expect(field_app.page.get_by_text("Draf tersimpan")).to_be_visible()
    field_app.kill()
    assert found_on_disk(field_app.profile) == set()

    field_app.open()
    page = field_app.page
    expect(page.get_by_role("heading", level=1, name="Buka dengan PIN")).to_be_visible()
    field_app.expect_counts(unsent=2, sent=0)
    field_app.go("Kiriman")
    expect(page.get_by_text("•••• 9001")).to_be_visible()
    for secret in SECRETS:
        expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("link", name=re.compile("9001")).click()
    expect(page.get_by_role("heading", level=1, name="Buka dengan PIN")).to_be_visible()
    field_app.unlock()
    expect(page.get_by_role("heading", level=1, name=PLANTED[0].full_name)).to_be_visible()
    field_app.close()


def test_P11_ten_wrong_PINs_destroy_the_reading_key_and_nothing_else(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    field_app.set_out(site)
    field_app.register(PLANTED[0])
    field_app.kill()
    field_app.open()
    page = field_app.page
    for left in range(9, 0, -1):
        page.get_by_label("PIN 6 angka").fill("000000")
        expect(page.get_by_role("alert")).to_contain_text(f"Masih {left} kali")
        if left == 5:
            # switching it off gives no try back
            field_app.kill()
            field_app.open()
            page = field_app.page
    page.get_by_label("PIN 6 angka").fill("000000")
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    site.start()
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    field_app.sign_in("relawan", "relawan-uji")
    field_app.expect_counts(unsent=0, sent=1)
    # the office opened it again for whoever wrote it
    field_app.open_entry(PLANTED[0].full_name)
    field_app.close()
    supervisor = desk("penyelia")
    expect(supervisor.get_by_text("1 dari 1 menunggu")).to_be_visible()


def test_P5_signed_out_and_with_another_volunteer_at_the_phone_all_is_delivered(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    site.flask(
        *("users", "create", "relawan2", "--name", "Relawan Dua"),
        *("--role", "volunteer", "--region", "32.16.09", "--password", "relawan2-uji"),
    )
    field_app.set_out(site)
    field_app.register(PLANTED[0])
    page = field_app.page
    page.get_by_role("link", name="Akun").click()
    field_app.button("Keluar").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 pendaftaran yang belum terkirim")
    page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    site.start()
    field_app.write("Nama pengguna", "relawan2")
    field_app.write("Kata sandi", "relawan2-uji")
    field_app.button("Masuk").click()
    field_app.choose_pin("975310")
    field_app.expect_counts(unsent=0, sent=0)
    field_app.go("Kiriman")
    expect(page.get_by_text("Pendaftaran yang Anda simpan muncul di sini.")).to_be_visible()
    supervisor = desk("penyelia")
    supervisor.reload()
    expect(supervisor.get_by_role("link", name="Relawan", exact=True)).to_be_visible()
    field_app.close()


def test_P13_the_phone_of_an_ended_account_delivers_into_custody_and_shows_nothing(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    field_app.set_out(site)
    field_app.register(PLANTED[0])
    # while no phone can ask: the first request finds the door shut
    site.flask("users", "disable", "relawan")
    site.start()
    # the app tries by itself, within its first waits
    signed_out = field_app.page.get_by_role("heading", level=1, name="Masuk")
    expect(signed_out).to_be_visible(timeout=60_000)
    supervisor = desk("penyelia")
    supervisor.goto(f"{site.url}/review/deposits")
    expect(supervisor.get_by_text("1 titipan")).to_be_visible()
    supervisor.get_by_role("button", name="Buka dan terima").click()
    expect(supervisor.get_by_text("1 diterima dan menunggu diperiksa")).to_be_visible()
    supervisor.goto(f"{site.url}/review")
    expect(supervisor.get_by_text("1 dari 1 menunggu")).to_be_visible()
    field_app.close()
    assert found_on_disk(field_app.profile) == set()


def test_P1_saved_survives_the_battery_at_the_very_moment_of_the_tick(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    field_app.register(PLANTED[0])
    field_app.kill()
    field_app.open()
    field_app.expect_counts(unsent=1, sent=0)
    field_app.unlock(PIN)
    field_app.go("Kiriman")
    expect(field_app.entry(PLANTED[0].full_name)).to_be_visible()
    field_app.close()


def test_P2_what_was_sent_stays_until_a_backup_has_it_and_comes_again_after_a_restore(
    site: Site, field_app: FieldApp, tmp_path: Path
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    site.flask("backup", str(tmp_path / "copies"))
    field_app.register(PLANTED[0])
    field_app.expect_counts(unsent=0, sent=1)
    expect(field_app.button("0 tercadang")).to_be_visible()

    # the disk breaks, and the copy that is put back has never heard of her
    site.stop()
    site.flask("restore", str(tmp_path / "copies"), "--yes")
    assert site.count("registrations") == 0
    site.start()
    with field_app.page.expect_response("**/api/v1/batches/*"):
        field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    expect(field_app.button("0 tercadang")).to_be_visible()
    assert site.count("registrations") == 1

    site.flask("backup", str(tmp_path / "copies"))
    field_app.send_now()
    expect(field_app.button("1 tercadang")).to_be_visible()
    field_app.open_entry(PLANTED[0].full_name)
    field_app.close()


def test_P3_answers_that_get_lost_and_six_of_the_same_at_once_count_once(
    site: Site, field_app: FieldApp
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    page = field_app.page
    lost = []

    def lose_the_answer(route: Route) -> None:
        if len(lost) == 3:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort("connectionreset")

    page.route("**/api/v1/batches/*", lose_the_answer)
    # whose answers get lost is counted, so only the page sends
    page.context.route("**/api/v1/sealed", lambda route: route.abort())
    field_app.register(PLANTED[0])
    for _ in range(3):
        field_app.expect_counts(unsent=1, sent=0)
        field_app.send_now()
    field_app.expect_counts(unsent=0, sent=1)
    assert lost == [200, 200, 200]
    with ThreadPoolExecutor(6) as at_once:
        assert all(at_once.map(send_again, field_app.sent[-1:] * 6))
    assert site.count("registrations") == 1
    assert site.count("revisions") == 1
    field_app.close()


def test_P4_one_that_the_office_cannot_take_waits_with_words_and_the_others_arrive(
    site: Site, field_app: FieldApp
) -> None:
    field_app.set_out(site)
    for worker in PLANTED:
        field_app.register(worker)
    page = field_app.page

    def spoil(route: Route) -> None:
        """As an app that lets more through than the office takes."""
        body = json.loads(gzip.decompress(field_app.sent[-1].body))
        for one in body["registrations"]:
            if one["nik"] == PLANTED[1].nik and one["rt"] != "12":
                one["rt"] = "1234"
        headers = {**route.request.headers, "content-encoding": "identity"}
        route.continue_(post_data=json.dumps(body), headers=headers)

    page.route("**/api/v1/batches/*", spoil)
    # the worker sends what the page sealed, and that nobody can spoil
    page.context.route("**/api/v1/sealed", lambda route: route.abort())
    site.start()
    field_app.send_now()
    field_app.expect_counts(unsent=1, sent=1)
    field_app.open_entry(PLANTED[1].full_name)
    expect(page.get_by_text("RT harus 1 sampai 3 angka.")).to_be_visible()
    # the answer is kept until it was read, however often the app is closed
    field_app.kill()
    field_app.open()
    field_app.unlock()
    field_app.correct(PLANTED[1].full_name, "RT", "12")
    field_app.expect_counts(unsent=0, sent=2)
    assert site.count("registrations") == 2
    field_app.close()


def test_P6_unsent_work_leaves_as_a_file_and_outlives_a_browser_that_threw_it_away(
    site: Site, field_app: FieldApp, desk: Callable[[str], Page]
) -> None:
    field_app.set_out(site)
    for worker in PLANTED:
        field_app.register(worker)
    page = field_app.page
    page.get_by_role("link", name="Akun").click()
    page.get_by_role("link", name="Simpanan di HP ini").click()
    with page.expect_download() as download:
        field_app.button("Ekspor berkas").click()
    file = field_app.profile.parent / "carried.jgk"
    download.value.save_as(file)
    assert not any(secret in file.read_text() for secret in SECRETS)
    expect(page.get_by_text("Berkas berisi 2 isian tersegel")).to_be_visible()

    # with the app closed room was short, and the browser gave ours away
    page.goto("about:blank")
    field_app.evict()
    site.start()
    page.goto(site.url)
    expect(page.get_by_text("2 pendaftaran yang belum terkirim hilang")).to_be_visible()
    field_app.sign_in("relawan", "relawan-uji")
    expect(page.get_by_text("2 pendaftaran yang belum terkirim hilang")).to_be_visible()
    field_app.button("Mengerti").click()
    page.get_by_role("link", name="Akun").click()
    page.get_by_role("link", name="Simpanan di HP ini").click()
    page.get_by_label("Impor berkas").set_input_files(file)
    expect(page.get_by_text("2 isian dibaca dari berkas")).to_be_visible()
    expect(page.get_by_text("isian dari berkas atau salinan menunggu")).to_have_count(0)
    # and once more, by hand to the office
    supervisor = desk("penyelia")
    expect(supervisor.get_by_text("2 dari 2 menunggu")).to_be_visible()
    supervisor.goto(f"{site.url}/review/deposits")
    supervisor.get_by_label("Berkas dari HP relawan").set_input_files(file)
    supervisor.get_by_role("button", name="Terima berkas").click()
    expect(supervisor.get_by_text("2 titipan dibuka: 2 sudah ada di kantor")).to_be_visible()
    field_app.close()


def test_P6_the_phone_and_the_office_name_the_same_number_and_the_office_signs_it(
    site: Site, field_app: FieldApp
) -> None:
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    for worker in PLANTED:
        field_app.register(worker)
    field_app.expect_counts(unsent=0, sent=2)
    page = field_app.page
    page.get_by_role("link", name="Akun").click()
    page.get_by_role("link", name="Simpanan di HP ini").click()
    field_app.button("Bandingkan sekarang").click()
    expect(page.get_by_text("2 di HP = 2 di kantor")).to_be_visible()
    expect(page.get_by_text("Ditandatangani kantor.")).to_be_visible()
    field_app.close()
