"""Eight hours in the field as a script: a bad network, reloads, a death, an update.

In the end every registration is at the office, once. Twenty in each run, a hundred with
FAULTS=long.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from playwright.sync_api import expect

from tests.browser.field_app import FieldApp, Worker
from tests.support.releases import next_release
from tests.support.serving import Site

REGISTRATIONS = 100 if os.environ.get("FAULTS") == "long" else 20
FLIPS, SEED = 30, 2026
GIVEN = "Asep Cartam Darsono Encep Gunadi Herman Jumadi Kosim Lukman Oman".split()
FAMILY = "Bahrudin Firmansyah Mulyadi Naming Parta Qodirun Rusdiana Suparman Tarmin Udung".split()


def crowd(number: int) -> list[Worker]:
    """Invented people whom nobody takes for one another."""
    dice = Random(SEED)  # noqa: S311 - the same day each time
    return [
        Worker(
            nik=f"321609{1 + one % 28:02d}{1 + one % 12:02d}{70 + one % 25:02d}{9100 + one}",
            full_name=f"{GIVEN[one % 10]} {FAMILY[one // 10 % 10]}",
            address=f"Kp. Contoh {dice.randrange(1, 900)}",
        )
        for one in range(number)
    ]


def test_eight_hours_with_thirty_network_flips_three_reloads_a_death_and_an_update(
    site: Site, field_app: FieldApp, tmp_path: Path
) -> None:
    dice = Random(SEED)  # noqa: S311 - the same day each time
    field_app.open()
    field_app.sign_in("relawan", "relawan-uji")
    flips = [0]
    there = True

    def flip() -> None:
        nonlocal there
        there = not there
        field_app.signal(there)
        flips[0] += 1

    reloads = {REGISTRATIONS // 4, REGISTRATIONS // 2, REGISTRATIONS * 3 // 4}
    death, update = REGISTRATIONS // 3, REGISTRATIONS * 2 // 3
    for number, worker in enumerate(crowd(REGISTRATIONS)):
        if number in reloads:
            # in the middle of a form
            field_app.go("Daftar")
            field_app.button("Mulai pendaftaran").click()
            field_app.write("Nama lengkap", f"Separuh {GIVEN[number % 10]}")
            expect(field_app.page.get_by_text("Draf tersimpan")).to_be_visible()
            field_app.page.reload()
            field_app.unlock()
            field_app.button("Tutup").click()
        if number == death:
            field_app.kill()
            field_app.open()
            there = True
            field_app.unlock()
        if number == update:
            site.kill()
            site.release(next_release(tmp_path / "next", words="afternoon"))
            site.start()
            field_app.signal(True)
            there = True
            field_app.go("Daftar")
            field_app.page.evaluate(
                "navigator.serviceWorker.getRegistration().then((one) => one.update())"
            )
            field_app.button("Pasang").click()
            field_app.unlock()
        while flips[0] < FLIPS * (number + 1) // REGISTRATIONS:
            flip()
            if dice.random() < 0.5:
                field_app.page.wait_for_timeout(dice.randrange(10, 300))
        field_app.register(worker)

    assert flips[0] >= FLIPS
    # in the evening there is a network, and the app does the rest
    field_app.signal(True)
    sent = field_app.button(f"{REGISTRATIONS} terkirim")
    expect(sent).to_be_visible(timeout=120_000)
    field_app.expect_counts(unsent=0, sent=REGISTRATIONS)
    field_app.go("Daftar")
    expect(field_app.page.get_by_role("link", name="Langkah 1")).to_have_count(len(reloads))
    field_app.close()
    assert sorted(at_the_office(tmp_path)) == sorted(one.full_name for one in crowd(REGISTRATIONS))


def at_the_office(folder: Path) -> list[str]:
    """The names of all registrations that the office holds."""
    with closing(sqlite3.connect(folder / "instance" / "jangkau.sqlite3")) as connection:
        return [name for (name,) in connection.execute("SELECT full_name FROM registrations")]
