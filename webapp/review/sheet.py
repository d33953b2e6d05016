"""Turns what a phone sent into what a supervisor reads: sections of labelled rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp import reference_data, wording
from webapp.rules.nik import mask_nik, read_nik
from webapp.rules.phones import normalise_phone, show_phone
from webapp.wording import counted
from webapp.words import N_, gettext, lazy_gettext

Content = Mapping[str, Any]
Places = Mapping[str, str]

WHO, ADDRESS, WORK = N_("Siapa"), N_("Alamat"), N_("Kerja dan iuran")
SECTIONS: Mapping[str, tuple[str, ...]] = {
    WHO: (
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
    ADDRESS: ("address", "rt", "rw", "hamlet", "village_code", "phone", "email"),
    WORK: (
        "occupation_code",
        "work_location",
        "income_tier",
        "programmes",
        "payment_months",
        "funding",
    ),
    N_("Persetujuan"): ("consent",),
    N_("Cara dibuat"): ("captured_at", "duration_s", "location", "device_seq", "note"),
}
# the number of a text is another each time
ALL = tuple(name for names in SECTIONS.values() for name in names if name != "device_seq")
# what two registrations of one person should agree on
PERSON = (*SECTIONS[WHO], *SECTIONS[ADDRESS], *SECTIONS[WORK])
# shown even when empty: a supervisor looks for them
EXPECTED = frozenset({"nik", "mother_name", "phone", "rt", "rw", "work_location"})

OWN_LABELS = {
    "captured_at": lazy_gettext("Dicatat di HP"),
    "duration_s": lazy_gettext("Lama mengisi"),
    "location": lazy_gettext("Lokasi"),
    "device_seq": lazy_gettext("Nomor urut HP"),
    "registration": lazy_gettext("Pendaftaran ini"),
    "revision": lazy_gettext("Pendaftaran ini"),
}
SEXES = {"M": lazy_gettext("Laki-laki"), "F": lazy_gettext("Perempuan")}
FUNDINGS = {
    "self": lazy_gettext("Sendiri"),
    "apbd": "APBD",
    "apbdes": "APBDes",
    "csr": lazy_gettext("CSR atau donatur"),
}
CONSENT_METHODS = {
    "tick": lazy_gettext("dicentang pekerja"),
    "thumbprint": lazy_gettext("cap jempol"),
    "witness": lazy_gettext("di depan saksi"),
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
            gettext(title),
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


def label(name: str) -> str:
    """What a field is called."""
    return str(OWN_LABELS.get(name) or reference_data.field_labels().get(name, name))


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
    day = (
        wording.day(reading.birth_date) if reading.birth_date else gettext("tanggal yang tidak ada")
    )
    return f"{SEXES[reading.sex]}, {day}, {first_registered(reading.district, places)}"


def first_registered(district: str, places: Places) -> str:
    if district in places:
        return in_district(places[district])
    return gettext("daerah %(code)s", code=district)


def place(code: str, places: Places) -> str:
    """A village with its district."""
    village, district = places.get(code, code), places.get(code[:8], "")
    return f"{village}, {in_district(district)}" if district else village


def in_district(name: str) -> str:
    return gettext("Kec. %(name)s", name=name)


def fours(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def phone(text: str) -> str:
    number = normalise_phone(text)
    return show_phone(number) if number else text


def income(tier_number: int) -> str:
    tier = reference_data.tiers()[tier_number]
    lower = wording.rupiah(tier.income_min)
    if tier.income_max is None:
        return gettext("%(amount)s ke atas", amount=lower)
    return gettext("%(low)s sampai %(high)s", low=lower, high=wording.rupiah(tier.income_max))


def duration(seconds: int) -> str:
    """40 detik, 5 menit, 3 menit 40 detik."""
    minutes, rest = divmod(seconds, 60)
    said = [counted("%(n)s menit", minutes)] if minutes else []
    return " ".join([*said, counted("%(n)s detik", rest)] if rest or not minutes else said)


def location(found: Mapping[str, Any]) -> str:
    accuracy, place = f"{found['accuracy_m']:.0f}", f"{found['lat']:.5f}, {found['lng']:.5f}"
    return gettext("± %(metres)s m di %(place)s", metres=accuracy, place=place)


def consent(given: Mapping[str, Any]) -> str:
    purposes = reference_data.purpose_texts()
    words = " ".join(purposes.get(code, code) for code in given["purposes"])
    agreed = words or gettext("Belum ada.")
    method = CONSENT_METHODS.get(given["method"], given["method"])
    moment = wording.moment(datetime.fromisoformat(given["given_at"]))
    version = gettext("naskah %(version)s", version=given["notice_version"])
    return f"{agreed} ({method}, {moment}, {version})"


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "nik": fours,
    "kk_number": fours,
    "birth_date": lambda text: wording.day(date.fromisoformat(text)),
    "sex": lambda code: str(SEXES[code]),
    "phone": phone,
    "occupation_code": lambda code: reference_data.occupation_labels().get(code, code),
    "income_tier": income,
    "programmes": " + ".join,
    "payment_months": lambda months: counted("selama %(n)s bulan", months),
    "funding": lambda code: str(FUNDINGS[code]),
    "consent": consent,
    "captured_at": lambda text: wording.moment(datetime.fromisoformat(text)),
    "duration_s": duration,
    "location": location,
}
