"""The field app as a volunteer's thumb meets it; found by the names a screen reader says."""

import gzip
import json
import os
import re
import signal
import subprocess
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, WebError, expect

from tests.support.chromium import FLAGS, chromium
from tests.support.serving import Site

WAIT_MS = 15_000
PIN = "482913"
KEEP_SENT = """
const send = window.fetch;
window.fetch = async (address, init) => {
  if (["PUT", "PATCH"].includes(init?.method)) {
    const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
    const body = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    const headers = Object.fromEntries(new Headers(init.headers));
    await window.keepSent(new URL(address, location.href).href, headers, body);
  }
  return send(address, init);
};
"""


@dataclass(frozen=True)
class Worker:
    """An invented worker as a volunteer hears of them."""

    nik: str
    full_name: str
    village: str = "Karangasih"
    address: str = "Kp. Contoh 12"
    occupation: str = "Petani padi"
    birth_place: str = "Bekasi"


@dataclass(frozen=True)
class Sent:
    """One PUT as it left the phone, or one piece of a photo."""

    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def registrations(self) -> list[dict[str, Any]]:
        """What was in the batch."""
        packed = self.headers.get("content-encoding") == "gzip"
        found: list[dict[str, Any]] = json.loads(
            gzip.decompress(self.body) if packed else self.body
        )["registrations"]
        return found


def send_again(sent: Sent) -> dict[str, object]:
    """The same PUT once more, byte for byte, from outside the phone."""
    address = urlsplit(sent.url)
    with closing(HTTPConnection(address.netloc, timeout=30)) as connection:
        connection.request("PUT", address.path, sent.body, sent.headers)
        answer = connection.getresponse()
        assert answer.status == 200
        content: dict[str, object] = json.loads(answer.read())
    return content


@dataclass
class FieldApp:
    """One phone: a browser with its own storage on disk, which survives the browser."""

    playwright: Playwright
    url: str
    profile: Path
    sent: list[Sent] = field(default_factory=list)
    pieces: list[Sent] = field(default_factory=list)
    # of its pixels
    scale: int = 1
    # for a phone in English: its own words and the office's, by their Indonesian
    words: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    # what went wrong in a page without a word to anybody
    mistakes: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Start the browser and the app; works without a server once it was installed."""
        self._context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=chromium(),
            args=list(FLAGS),
            # a low-end Android phone
            viewport={"width": 360, "height": 800},
            device_scale_factor=self.scale,
            is_mobile=True,
            has_touch=True,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        self._context.set_default_timeout(WAIT_MS)
        self._context.on("weberror", self._regret)
        # the browser does not show what a packed body held, so the page's own fetch is asked
        self._context.expose_function("keepSent", self._keep)
        self._context.add_init_script(KEEP_SENT)
        self.page: Page = self._context.pages[0]
        self.page.goto(self.url)

    def close(self) -> None:
        self._context.close()
        assert self.mistakes == [], self.mistakes

    def kill(self) -> None:
        """SIGKILL to every process of the browser, as when the battery is pulled."""
        listing = subprocess.run(
            ["pgrep", "-f", str(self.profile)], stdout=subprocess.PIPE, text=True
        ).stdout
        for process in map(int, listing.split()):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        # what is left on this side may have noticed already that the browser is gone
        with suppress(Error):
            self._context.close()

    def another_tab(self) -> "FieldApp":
        """The same phone, a second tab."""
        twin = replace(self)
        twin._context = self._context
        twin.page = self._context.new_page()
        twin.page.goto(self.url)
        return twin

    def evict(self) -> None:
        """The browser throws away what it keeps for this site, as under pressure for room."""
        session = self._context.new_cdp_session(self.page)
        kinds = "indexeddb,cache_storage,service_workers"
        session.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": kinds})

    def promise_to_keep(self) -> None:
        """From now on the browser says yes when it is asked to keep what rests here."""
        session = self._context.new_cdp_session(self.page)
        session.send(
            "Browser.grantPermissions", {"origin": self.url, "permissions": ["durableStorage"]}
        )

    def stand_at(self, latitude: float, longitude: float, accuracy: float) -> None:
        """Where the phone is, for an app that may ask."""
        self._context.grant_permissions(["geolocation"])
        self._context.set_geolocation(
            {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        )

    def signal(self, there: bool) -> None:
        """A network comes and goes; what is under way is cut off."""
        self._context.set_offline(not there)

    def sign_in(self, username: str, password: str) -> None:
        self.write("Nama pengguna", username)
        self.write("Kata sandi", password)
        self.button("Masuk").click()
        self.choose_pin()
        # from here on the app starts without a network
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def set_out(self, site: Site) -> None:
        """As most days begin: signed in where there is a network, then off to where none is."""
        self.open()
        self.sign_in("relawan", "relawan-uji")
        site.stop()

    def choose_pin(self, pin: str = PIN) -> None:
        new = self.said("PIN baru, %(n)s angka").replace("%(n)s", "6")
        self.page.get_by_label(new).fill(pin)
        self.page.get_by_label(self.said("Ketik PIN sekali lagi")).fill(pin)
        self.button("Pasang PIN").click()
        expect(self.button("Mulai pendaftaran")).to_be_enabled()

    def unlock(self, pin: str = PIN) -> None:
        """Type the PIN; the sixth digit opens."""
        box = self.page.get_by_label(self.said("PIN 6 angka"))
        box.fill(pin)
        expect(box).to_have_count(0)

    def register(self, worker: Worker) -> None:
        """From the first screen through the four steps to "Tersimpan di HP"."""
        self.go("Daftar")
        self.button("Mulai pendaftaran").click()
        self.fill(worker)
        self.save()

    def fill(self, worker: Worker) -> None:
        """The four steps, up to the sheet with everything on it."""
        for _ in self.steps(worker):
            pass

    def steps(self, worker: Worker) -> Iterator[tuple[str, str]]:
        """The heading of each step and a word for it, while it is filled in on the screen."""
        self.write("NIK", worker.nik)
        self.write("Nama lengkap", worker.full_name)
        self.write("Tempat lahir", worker.birth_place)
        yield "Siapa", "siapa"
        self.next("Alamat")
        self.choose("Desa / kelurahan", worker.village)
        self.write("RT", "1")
        self.write("RW", "2")
        self.write("Alamat", worker.address)
        yield "Alamat", "alamat"
        self.next("Kerja dan iuran")
        self.choose("Pekerjaan", worker.occupation)
        self.button("Naikkan penghasilan").click()
        yield "Kerja dan iuran", "kerja"
        self.next("Persetujuan")
        purposes = self.page.get_by_role("group", name=self.listed("Persetujuan"))
        # this step comes with the other screens, a moment after a quick thumb
        expect(purposes.first).to_be_visible()
        for purpose in purposes.get_by_role("checkbox", name=self.said("wajib")).all():
            purpose.check(force=True)
        methods = self.page.get_by_role("group", name=self.said("Cara persetujuan"))
        methods.get_by_role("radio").first.check(force=True)
        yield "Persetujuan", "persetujuan"
        self.button("Lanjut").click()
        expect(self.button("Simpan")).to_be_visible()
        yield "Periksa lalu simpan", "periksa"

    def correct(self, full_name: str, label: str, text: str) -> None:
        """Open what came back, write the right answer, save it as a new revision."""
        self.open_entry(full_name)
        self.button("Perbaiki").click()
        self.write(label, text)
        while self.button("Lanjut").is_visible():
            self.button("Lanjut").click()
        self.save()

    def next(self, step: str) -> None:
        """Go on, as somebody who waits for the next step before touching it."""
        self.button("Lanjut").click()
        expect(self.heading(step)).to_be_focused()

    def save(self) -> None:
        self.button("Simpan").click()
        expect(self.heading("Tersimpan di HP")).to_be_visible()

    def send_now(self) -> None:
        self.button("Kirim sekarang").click()

    def open_entry(self, full_name: str) -> None:
        self.go("Kiriman")
        self.entry(full_name).click()

    def entry(self, full_name: str) -> Locator:
        """A registration's line in the list."""
        return self.page.get_by_role("link", name=re.compile(full_name))

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Poll, with an ear for the browser meanwhile: its own fetches wait for keepSent."""
        until = time.monotonic() + WAIT_MS / 1000
        while not done() and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert done()

    def expect_counts(self, *, unsent: int, sent: int) -> None:
        """The true numbers under the top bar."""
        expect(self.button(f"{unsent} {self.said('belum terkirim')}")).to_be_visible()
        expect(self.button(f"{sent} {self.said('terkirim')}")).to_be_visible()

    def go_home(self) -> None:
        """By the address, which works from any screen."""
        self.page.evaluate("location.hash = '#/daftar'")
        expect(self.button("Mulai pendaftaran")).to_be_enabled()

    def go(self, place: str) -> None:
        menu = self.page.get_by_role("navigation", name=self.said("Menu utama"))
        menu.get_by_role("link", name=re.compile(f"^{self.said(place)}")).click()
        expect(self.heading(place)).to_be_visible()

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", level=1, name=self.said(name))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=self.said(name))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.said(name), exact=True)

    def write(self, label: str, text: str) -> None:
        box = self.page.get_by_role("textbox", name=self.listed(label), exact=True)
        box.fill(text)
        box.blur()

    def choose(self, label: str, text: str) -> None:
        here = next((said for word, said in self.lists.items() if word.startswith(text)), text)
        self.page.get_by_role("combobox", name=self.listed(label)).fill(here)
        self.page.get_by_role("option", name=re.compile(re.escape(here))).first.click()

    def said(self, sentence: str) -> str:
        """The app's sentence in the language of this phone."""
        return self.words.get(sentence, sentence)

    def listed(self, label: str) -> str:
        """The same for what may be the office's word."""
        return self.lists.get(label, self.said(label))

    def _regret(self, mistake: WebError) -> None:
        self.mistakes.append(mistake.error.stack or str(mistake.error))

    def _keep(self, url: str, headers: dict[str, str], body: str) -> None:
        kept = self.pieces if "/photos/" in url else self.sent
        kept.append(Sent(url, headers, b64decode(body)))
