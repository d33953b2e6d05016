"""What about a registration needs a supervisor's eye, and what the volunteer settled already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from webapp import reference_data
from webapp.rules.findings import FLAGS
from webapp.words import lazy_gettext

# {"field", "code", "confirmed"}, as the sync found it
Flag = Mapping[str, Any]

# how it was made (review/making.py) -> the field it is about
MADE: Mapping[str, str] = {
    "filled_fast": "duration_s",
    "place_far": "location",
    "same_place_many": "location",
    "made_at_night": "captured_at",
    "clock_went_back": "captured_at",
}
# said for information: there is nothing to decide
INFORMS = frozenset({"many_alike", *MADE})
# the volunteer may confirm these too, but the decision is the supervisor's (age-limits.csv)
SUPERVISOR_DECIDES = (FLAGS | {"age_under_15", "age_65_or_over"}) - INFORMS

# found here, not by the rules: a worker without NIK is registered, but not approved
NIK_MISSING = "nik_missing"
# an open pair of the matcher's; one NIK says the same and more
POSSIBLE_DUPLICATE = "possible_duplicate"

# as short as a list needs it; the sentence is in data/finding-texts.json
SHORT = {
    NIK_MISSING: lazy_gettext("Belum ada NIK"),
    "nik_other_regency": lazy_gettext("NIK dari daerah lain"),
    "nik_district_unknown": lazy_gettext("Kecamatan di NIK tak dikenal"),
    "nik_maybe_kk": lazy_gettext("Mungkin nomor KK"),
    "nik_date_differs": lazy_gettext("Tanggal lahir beda dari NIK"),
    "nik_date_swapped": lazy_gettext("Tanggal dan bulan terbalik"),
    "nik_date_one_digit": lazy_gettext("Tanggal lahir beda satu angka"),
    "nik_date_year_off": lazy_gettext("Tahun lahir beda satu"),
    "nik_sex_differs": lazy_gettext("Jenis kelamin beda dari NIK"),
    "name_digits": lazy_gettext("Nama memuat angka"),
    "age_under_15": lazy_gettext("Di bawah batas umur"),
    "age_under_17": lazy_gettext("Di bawah 17 tahun"),
    "age_65_or_over": lazy_gettext("Melewati batas umur"),
    "phone_prefix_unknown": lazy_gettext("Awalan HP tak dikenal"),
    "village_outside_territory": lazy_gettext("Desa di luar wilayah"),
    "jht_for_employer": lazy_gettext("Pemilik usaha tanpa JHT"),
    "clock_skew": lazy_gettext("Jam HP tidak cocok"),
    "same_nik_worker": lazy_gettext("NIK sudah terdaftar"),
    "same_nik_registration": lazy_gettext("NIK sama dengan pendaftaran lain"),
    "same_nik_batch": lazy_gettext("NIK ganda di kiriman ini"),
    POSSIBLE_DUPLICATE: lazy_gettext("Mungkin sudah terdaftar"),
    "many_alike": lazy_gettext("Banyak yang mirip"),
    "consent_incomplete": lazy_gettext("Persetujuan belum lengkap"),
    "late_correction": lazy_gettext("Perbaikan setelah diputuskan"),
    "filled_fast": lazy_gettext("Diisi cepat"),
    "place_far": lazy_gettext("Jauh dari desanya"),
    "same_place_many": lazy_gettext("Banyak di satu titik"),
    "made_at_night": lazy_gettext("Dicatat malam"),
    "clock_went_back": lazy_gettext("Jam HP mundur"),
}

# where the sentence of data/finding-texts.json speaks to the volunteer
SENTENCES = {
    NIK_MISSING: lazy_gettext(
        "Pekerja ini belum punya NIK. Pendaftaran bisa disetujui setelah NIK diisi."
    ),
    "village_outside_territory": lazy_gettext(
        "Desa ini di luar wilayah tugas relawan. Pastikan desanya benar."
    ),
    "age_under_15": lazy_gettext("Umurnya di bawah batas paling muda. Anda yang memutuskan."),
    "age_65_or_over": lazy_gettext(
        "Umurnya sudah mencapai batas untuk mendaftar baru. Anda yang memutuskan."
    ),
    "filled_fast": lazy_gettext(
        "Diisi lebih cepat daripada naskah persetujuan selesai dibacakan."
        " Wajar bila dibacakan sekali untuk beberapa orang."
    ),
    "place_far": lazy_gettext(
        "Dicatat jauh dari tempat pendaftaran lain di desa ini."
        " Bisa saja di tempat kerja; pastikan desanya benar."
    ),
    "same_place_many": lazy_gettext(
        "Banyak orang dari beberapa RT dicatat di titik yang sama hari itu."
        " Biasa pada pertemuan warga."
    ),
    "made_at_night": lazy_gettext(
        "Dicatat larut malam. Ada pekerja yang baru bisa ditemui malam; jam HP juga bisa keliru."
    ),
    "clock_went_back": lazy_gettext(
        "Jam HP mundur sebelum pendaftaran ini dicatat, jadi waktunya bisa keliru."
        " Urutannya tetap benar."
    ),
}


class Rank(IntEnum):
    """The order of a batch: what needs a look first."""

    OPEN = 0
    CONFIRMED = 1
    CLEAN = 2


@dataclass(frozen=True, slots=True)
class Concern:
    """One finding about one field; `settled` when nobody has to give a reason any more."""

    field: str
    code: str
    settled: bool

    @property
    def informs(self) -> bool:
        """Nobody confirmed it and nobody has to decide: it is good to know."""
        return self.code in INFORMS

    @property
    def short(self) -> str:
        return str(SHORT.get(self.code, self.code))

    @property
    def sentence(self) -> str:
        return str(SENTENCES.get(self.code, "")) or reference_data.finding_text(self.code)


def concerns(flags: Sequence[Flag], *, has_nik: bool, also: Collection[str] = ()) -> list[Concern]:
    """Everything odd about a registration, the open ones first.

    `also` are codes that come from looking around: the same NIK elsewhere, a late correction.
    """
    found = [
        Concern(flag["field"], flag["code"], settled(flag["code"], flag["confirmed"]))
        for flag in flags
        if flag["code"] not in also
    ]
    if not has_nik:
        found.append(Concern("nik", NIK_MISSING, settled=False))
    found += [Concern(field_of(code), code, settled=False) for code in sorted(spoken(also))]
    return sorted(found, key=lambda concern: concern.settled)


def informing(codes: Collection[str]) -> list[Concern]:
    """What is good to know about how it was made."""
    return [Concern(MADE[code], code, settled=True) for code in MADE if code in codes]


def spoken(codes: Collection[str]) -> set[str]:
    """Without what another code says better."""
    one_nik = any(code.startswith("same_nik") for code in codes)
    return set(codes) - {POSSIBLE_DUPLICATE} if one_nik else set(codes)


def field_of(code: str) -> str:
    """Where a code that comes from looking around stands on the page."""
    if code.startswith("same_nik"):
        return "nik"
    return "registration" if code == POSSIBLE_DUPLICATE else "revision"


def settled(code: str, confirmed: bool) -> bool:
    return confirmed and code not in SUPERVISOR_DECIDES


def rank(found: Sequence[Concern]) -> Rank:
    asked = [concern for concern in found if not concern.informs]
    if not asked:
        return Rank.CLEAN
    return Rank.CONFIRMED if all(concern.settled for concern in asked) else Rank.OPEN
