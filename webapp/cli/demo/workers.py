"""Invents workers: common names, NIKs with serials that Dukcapil does not give out so high.

Nothing here is copied from a person. A NIK is 32.16, a date of birth and a serial from 9001 on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

Content = dict[str, Any]

MEN = tuple(
    "Asep Cecep Ujang Dadang Aep Iwan Slamet Mulyadi Herman Supardi Ismail Wahyudi Junaidi Suparman"
    " Sutrisno Namin Marhasan Mursidi Endang Ahmad Abdul Maman Rohmat Yusup".split()
)
WOMEN = tuple(
    "Nurhayati Euis Iis Entin Imas Cucu Naih Romlah Saroh Mumun Nurhasanah Maryam Rokayah Siti"
    " Aminah Yeyet Kokom Sumiati Warsih Tarmi Karsinah Juju".split()
)
SECOND = tuple(
    "Hidayat Saputra Permana Nurjaman Mulyana Sutisna Setiawan Kurniawan Gunawan Ramdani Suhendar"
    " Rohman Firmansyah Maulana Hasanah Lestari Komalasari Rahayu Maesaroh Fatimah".split()
)
HAMLETS = ("Pulo", "Gardu", "Sawah", "Rawa", "Tengah", "Kebon", "Bojong", "Cabang", "Kali")
TOWNS = ("Bekasi", "Bekasi", "Bekasi", "Karawang", "Indramayu", "Jakarta")

# what is odd about some of them: (finding, how many in a thousand, said by the volunteer)
ODDITIES: tuple[tuple[str, int, str | None], ...] = (
    ("no_nik", 18, None),
    ("nik_other_regency", 45, "Pindahan, sesuai KTP"),
    ("nik_date_swapped", 12, None),
    ("nik_date_one_digit", 14, "KTP memang tertulis begitu"),
    ("nik_sex_differs", 8, None),
    ("age_65_or_over", 8, "Sesuai KTP"),
    ("phone_prefix_unknown", 10, "Sudah dibacakan kembali"),
)
OTHER_REGENCIES = ("321508", "321214", "317205", "360302")


@dataclass
class Crowd:
    """An endless row of people; the same seed gives the same row."""

    dice: Random
    known: list[Content] = field(default_factory=list)
    serial: int = 9000

    def worker(
        self,
        *,
        village: str,
        trades: Sequence[str],
        captured_at: datetime,
        device_seq: int,
    ) -> Content:
        """What a volunteer writes down about somebody who lives in this village."""
        dice = self.dice
        sex = dice.choice("MF")
        born = captured_at.date() - timedelta(days=dice.randint(19 * 366, 63 * 365))
        content: Content = {
            "id": self.new_id(),
            "revision": 1,
            "captured_at": captured_at.isoformat(timespec="seconds"),
            "device_seq": device_seq,
            "nik": self.nik(registry_of(village), born, sex),
            "full_name": self.name(sex),
            "birth_place": dice.choice(TOWNS),
            "birth_date": born.isoformat(),
            "sex": sex,
            "mother_name": dice.choice(WOMEN),
            "phone": f"0812-0000-{dice.randint(0, 9999):04d}",
            "address": f"Kp. {dice.choice(HAMLETS)} No. {dice.randint(1, 90)}",
            "rt": f"{dice.randint(1, 9):03d}",
            "rw": f"{dice.randint(1, 6):03d}",
            "village_code": village,
            "occupation_code": dice.choice(trades),
            "income_tier": dice.choice((1, 1, 1, 2, 2, 3, 5)),
            "programmes": dice.choice((["JKK", "JKM"], ["JKK", "JKM"], ["JKK", "JKM", "JHT"])),
            "payment_months": dice.choice((1, 3, 3, 6, 12)),
            "funding": dice.choice(("self", "self", "self", "apbdes")),
            "consent": {
                "notice_version": "2026-11-1",
                "method": dice.choice(("tick", "tick", "thumbprint")),
                "given_at": captured_at.isoformat(timespec="seconds"),
                "purposes": ["registration", "share_with_bpjs", "contact"],
            },
            "duration_s": dice.randint(160, 700),
        }
        self.make_odd(content, born)
        self.known.append(content)
        return content

    def again(self, content: Content, *, captured_at: datetime, device_seq: int) -> Content:
        """The same person, met a second time: same card, written down anew."""
        moment = captured_at.isoformat(timespec="seconds")
        return {
            **content,
            "id": self.new_id(),
            "captured_at": moment,
            "device_seq": device_seq,
            "address": f"Kp. {self.dice.choice(HAMLETS)}",
            "consent": {**content["consent"], "given_at": moment},
        }

    def corrected(self, content: Content, *, captured_at: datetime) -> Content:
        """The next revision, with the card at hand: NIK, date and sex agree."""
        born, sex = date.fromisoformat(content["birth_date"]), content["sex"]
        fixed = {
            **content,
            "revision": content["revision"] + 1,
            "captured_at": captured_at.isoformat(timespec="seconds"),
            "nik": self.nik(registry_of(content["village_code"]), born, sex),
            "address": f"{content['address']}, dekat musala",
        }
        fixed.pop("nik_missing_reason", None)
        return fixed

    def make_odd(self, content: Content, born: date) -> None:
        draw = self.dice.randrange(1000)
        for code, share, said in ODDITIES:
            if draw < share:
                self.apply(code, content, born)
                if said:
                    name = "birth_date" if code.startswith("age") else code.split("_")[0]
                    content["confirmations"] = [{"field": name, "code": code, "reason": said}]
                return
            draw -= share

    def apply(self, code: str, content: Content, born: date) -> None:
        prefix, sex = content["nik"][:6], content["sex"]
        if code == "no_nik":
            del content["nik"]
            content["nik_missing_reason"] = "KTP hilang, sedang diurus"
        elif code == "nik_other_regency":
            content["nik"] = self.nik(self.dice.choice(OTHER_REGENCIES), born, sex)
        elif code == "nik_date_swapped" and born.day <= 12:
            content["nik"] = self.nik(prefix, born.replace(day=born.month, month=born.day), sex)
        elif code == "nik_date_one_digit":
            other = born.day + 1 if born.day % 10 != 9 and born.day < 28 else born.day - 1
            content["nik"] = self.nik(prefix, born.replace(day=max(1, other)), sex)
        elif code == "nik_sex_differs":
            content["nik"] = self.nik(prefix, born, "F" if sex == "M" else "M")
        elif code == "age_65_or_over":
            older = born.replace(year=int(content["captured_at"][:4]) - 67, day=1)
            content["birth_date"] = older.isoformat()
            content["nik"] = self.nik(prefix, older, sex)
        elif code == "phone_prefix_unknown":
            content["phone"] = f"0800-0000-{self.dice.randint(0, 9999):04d}"

    def nik(self, prefix: str, born: date, sex: str) -> str:
        self.serial = self.serial + 1 if self.serial < 9999 else 9001
        day = born.day + (40 if sex == "F" else 0)
        return f"{prefix}{day:02d}{born:%m%y}{self.serial:04d}"

    def name(self, sex: str) -> str:
        first = self.dice.choice(MEN if sex == "M" else WOMEN)
        # many people here have one name only
        return first if self.dice.random() < 0.12 else f"{first} {self.dice.choice(SECOND)}"

    def new_id(self) -> str:
        return str(UUID(int=self.dice.getrandbits(128), version=4))


def registry_of(village: str) -> str:
    """The six digits of the district where somebody of this village gets a NIK."""
    return "".join(village.split(".")[:3])
