"""Turns what a phone sent into what a supervisor reads: sections of labelled rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from webapp import reference_data, wording
from webapp.rules.nik import mask_nik, read_nik
from webapp.rules.phones import normalise_phone, show_phone

Content = Mapping[str, Any]
Places = Mapping[str, str]

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Siapa": (
        "nik",
        "nik_missing_reason",
        "full_name",
        "birth_place",
        "birth_date",
        "sex",
        "mother_name",
        "kk_number",
        "previous_member_number",
    ),
    "Alamat": ("address", "rt", "rw", "hamlet", "village_code", "phone", "email"),
    "Kerja dan iuran": (
        "occupation_code",
        "work_location",
        "income_tier",
        "programmes",
        "payment_months",
        "funding",
    ),
    "Persetujuan": ("consent",),
    "Cara dibuat": ("captured_at", "duration_s", "location", "device_seq", "note"),
}
# the number of a text is another each time
ALL = tuple(name for names in SECTIONS.values() for name in names if name != "device_seq")
# what two registrations of one person should agree on
PERSON = (*SECTIONS["Siapa"], *SECTIONS["Alamat"], *SECTIONS["Kerja dan iuran"])
# shown even when empty: a supervisor looks for them
EXPECTED = frozenset({"nik", "mother_name", "phone", "rt", "rw", "work_location"})

OWN_LABELS = {
    "captured_at": "Dicatat di HP",
    "duration_s": "Lama mengisi",
    "location": "Lokasi",
    "device_seq": "Nomor urut HP",
    "registration": "Pendaftaran ini",
    "revision": "Pendaftaran ini",
}
SEXES = {"M": "Laki-laki", "F": "Perempuan"}
FUNDINGS = {"self": "Sendiri", "apbd": "APBD", "apbdes": "APBDes", "csr": "CSR atau donatur"}
CONSENT_METHODS = {
    "tick": "dicentang pekerja",
    "thumbprint": "cap jempol",
    "witness": "di depan saksi",
}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One field in two texts; an empty side says nothing."""

    label: str
    name: str
    left: str
    right: str
    same: bool


def sections(content: Content, places: Places) -> list[Section]:
    """The whole registration, in the order of the form."""
    return [
        Section(
            title,
            tuple(
                Row(name, label(name), shown(name, content.get(name), places))
                for name in names
                if name in content or name in EXPECTED
            ),
        )
        for title, names in SECTIONS.items()
    ]


def side_by_side(
    left: Content, right: Content, places: Places, names: Sequence[str]
) -> list[Beside]:
    """These fields of two texts, wherever one of them says something."""
    return [
        Beside(
            label(name),
            name,
            shown(name, left.get(name), places),
            shown(name, right.get(name), places),
            left.get(name) == right.get(name),
        )
        for name in names
        if name in left or name in right
    ]


def differences(before: Content, after: Content, places: Places) -> list[Beside]:
    """What a later text says otherwise."""
    return [row for row in side_by_side(before, after, places, ALL) if not row.same]


@cache
def labels() -> Mapping[str, str]:
    return {row["name"]: row["label_id"] for row in reference_data.rows("form-fields")} | OWN_LABELS


def label(name: str) -> str:
    return labels().get(name, name)


def shown(name: str, value: Any, places: Places) -> str:
    """A value as people write it; empty for what was not said."""
    if value in (None, "", []):
        return ""
    if name == "village_code":
        return place(value, places)
    write = WRITTEN.get(name)
    return write(value) if write else str(value)


def masked_nik(content: Content) -> str:
    """The NIK as lists show it; empty without one."""
    nik = content.get("nik")
    return mask_nik(nik) if nik else ""


def nik_reading(content: Content, today: date, places: Places) -> str:
    """What the digits of the NIK say, to be held against the rest."""
    nik = content.get("nik")
    if not nik:
        return ""
    reading = read_nik(nik, today)
    day = wording.day(reading.birth_date) if reading.birth_date else "tanggal yang tidak ada"
    return f"{SEXES[reading.sex]}, {day}, {first_registered(reading.district, places)}"


def first_registered(district: str, places: Places) -> str:
    return f"Kec. {places[district]}" if district in places else f"daerah {district}"


def place(code: str, places: Places) -> str:
    """A village with its district."""
    village, district = places.get(code, code), places.get(code[:8], "")
    return f"{village}, Kec. {district}" if district else village


def fours(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def phone(text: str) -> str:
    number = normalise_phone(text)
    return show_phone(number) if number else text


def income(tier_number: int) -> str:
    tier = reference_data.tiers()[tier_number]
    lower = wording.number(tier.income_min)
    if tier.income_max is None:
        return f"Rp{lower} ke atas"
    return f"Rp{lower} sampai Rp{wording.number(tier.income_max)}"


def duration(seconds: int) -> str:
    """40 detik, 5 menit, 3 menit 40 detik."""
    minutes, rest = divmod(seconds, 60)
    said = [f"{minutes} menit"] if minutes else []
    return " ".join([*said, f"{rest} detik"] if rest or not minutes else said)


def location(found: Mapping[str, Any]) -> str:
    return f"± {found['accuracy_m']:.0f} m di {found['lat']:.5f}, {found['lng']:.5f}"


def consent(given: Mapping[str, Any]) -> str:
    purposes = {
        purpose["code"]: purpose["text"]
        for purpose in reference_data.document("consent-notice")["purposes"]
    }
    words = " ".join(purposes.get(code, code) for code in given["purposes"]) or "Belum ada."
    method = CONSENT_METHODS.get(given["method"], given["method"])
    moment = wording.moment(datetime.fromisoformat(given["given_at"]))
    return f"{words} ({method}, {moment}, naskah {given['notice_version']})"


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "nik": fours,
    "kk_number": fours,
    "birth_date": lambda text: wording.day(date.fromisoformat(text)),
    "sex": lambda code: SEXES[code],
    "phone": phone,
    "occupation_code": lambda code: reference_data.occupation_labels().get(code, code),
    "income_tier": income,
    "programmes": " + ".join,
    "payment_months": lambda months: f"{months} bulan",
    "funding": lambda code: FUNDINGS[code],
    "consent": consent,
    "captured_at": lambda text: wording.moment(datetime.fromisoformat(text)),
    "duration_s": duration,
    "location": location,
}
