"""Invented registrations for measuring: as varied on the wire as a village's, no NIK twice."""

import random
from itertools import count
from typing import Any
from uuid import UUID

GIVEN = (
    "Asep Cecep Ujang Dadang Dede Enjang Iwan Euis Iis Entin Imas Yeyet Cucu Naih Saih Namin "
    "Sain Mursidi Romlah Saroh Mumun Nurhasanah Maryam Rokayah Sutrisno Slamet Mulyadi Herman "
    "Supardi Ismail Wahyudi Junaidi Suparman Siti Aminah Dewi Rina Wati Yanti Sri Eka Agus "
    "Budi Joko Andi"
).split()
FAMILY = (
    "Hidayat Saputra Wijaya Nugraha Permana Kurniawan Setiawan Maulana Firmansyah Rahayu "
    "Lestari Fatimah Handayani Suryani Susanti Ramdani Gunawan Saefudin Sobari Mulyana "
    "Komarudin Sanusi"
).split()
PLACES = ("Bekasi", "Karawang", "Cirebon", "Tegal", "Brebes", "Subang", "Purwakarta", "Jakarta")
KAMPUNG = ("Kp. Baru", "Kp. Rawa", "Kp. Pulo", "Kp. Tegal", "Jl. Raya", "Kp. Cibuntu", "Kp. Kaum")
OCCUPATIONS = ("petani-padi", "nelayan", "guru-ngaji", "marbot", "ojek-online", "pkl", "warung")
VILLAGES = tuple(f"32.16.09.{number}" for number in range(2002, 2010))
DAY_COUNT, YEARS = 28, range(1962, 2006)


class People:
    """A reproducible stream of registrations."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # a measurement must repeat itself
        self._numbers = count(seed * 100_000)

    def registration(self) -> dict[str, Any]:
        """One registration as a phone sends it, its fields as often filled as in the villages."""
        pick, number = self._random.choice, next(self._numbers)
        sex = pick("MF")
        day = 1 + number % DAY_COUNT
        month = 1 + number // DAY_COUNT % 12
        year = YEARS[number // (DAY_COUNT * 12) % len(YEARS)]
        serial = 9000 + number // (DAY_COUNT * 12 * len(YEARS)) % 1000
        born = f"{day + 40 * (sex == 'F'):02d}{month:02d}{year % 100:02d}"
        minute = self._random.randrange(480, 1000)
        content: dict[str, Any] = {
            "id": self._uuid(),
            "revision": 1,
            "captured_at": f"2026-11-23T{minute // 60:02d}:{minute % 60:02d}:00.000Z",
            "device_seq": number % 1_000_000,
            "nik": f"3216{pick(('09', '10', '11'))}{born}{serial}",
            "full_name": f"{pick(GIVEN)} {pick(FAMILY)}",
            "birth_place": pick(PLACES),
            "birth_date": f"{year}-{month:02d}-{day:02d}",
            "sex": sex,
            "phone": f"0812{self._random.randrange(10**7, 10**8)}",
            "address": f"{pick(KAMPUNG)} No. {self._random.randrange(1, 90)}",
            "rt": f"{self._random.randrange(1, 12):03d}",
            "rw": f"{self._random.randrange(1, 9):03d}",
            "village_code": pick(VILLAGES),
            "occupation_code": pick(OCCUPATIONS),
            "income_tier": self._random.randrange(1, 8),
            "programmes": ["JKK", "JKM"],
            "payment_months": pick((1, 3, 6, 12)),
            "funding": "self",
            "consent": {
                "notice_version": "2026-11",
                "method": "tick",
                "given_at": f"2026-11-23T{minute // 60:02d}:{minute % 60:02d}:00.000Z",
                "purposes": ["registration", "share_with_bpjs"],
            },
            "duration_s": self._random.randrange(240, 900),
        }
        if self._random.random() < 0.6:
            content["mother_name"] = f"{pick(GIVEN)} {pick(FAMILY)}"
        return content

    def batch(self, size: int) -> dict[str, Any]:
        """The body of a batch of `size` registrations."""
        return {
            "device_seq": next(self._numbers) % 1_000_000,
            "sealed_at": "2026-11-23T12:00:00.000Z",
            "app_version": "bench",
            "schema_version": 1,
            "registrations": [self.registration() for _ in range(size)],
            "visits": [],
        }

    def _uuid(self) -> str:
        """A version 7 UUID of one afternoon, as phones make them."""
        milliseconds = 1_795_400_000_000 + self._random.randrange(14_400_000)
        bits = milliseconds << 80 | 0x7 << 76 | self._random.getrandbits(12) << 64
        return str(UUID(int=bits | 0b10 << 62 | self._random.getrandbits(62)))

    def batch_id(self) -> str:
        """An id for a batch."""
        return self._uuid()
