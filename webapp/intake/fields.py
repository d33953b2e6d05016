"""The kinds of values on the wire, with their complaints in the volunteer's language."""

import re
from datetime import date, datetime
from typing import Any

from marshmallow import fields, validate

from webapp.words import N_, lazy_gettext

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
# a line of text: no control characters, which databases and files would trip over
LINE = re.compile(r"[^\x00-\x1f\x7f]*\Z")
TEXT = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*\Z")

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\Z"
)
YEARS = range(1900, 2200)

MISSING = {
    "required": N_("Belum diisi."),
    "null": N_("Belum diisi."),
    "validator_failed": N_("Isian ini tidak dikenal."),
}


class Word(fields.String):
    default_error_messages = {**MISSING, "invalid": N_("Harus berupa teks.")}


class Whole(fields.Integer):
    default_error_messages = {
        **MISSING,
        "invalid": N_("Harus bilangan bulat."),
        "too_large": N_("Bilangan ini terlalu besar."),
    }


class Real(fields.Float):
    default_error_messages = {
        **MISSING,
        "invalid": N_("Harus bilangan."),
        "too_large": N_("Bilangan ini terlalu besar."),
        "special": N_("Harus bilangan."),
    }

    def _validated(self, value: Any) -> float:
        # marshmallow would take "6.2" too, but on the wire a number is a number
        if type(value) not in (int, float):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class Day(fields.Date):
    default_error_messages = {
        **MISSING,
        "invalid": N_("Bukan tanggal yang ada. Tulis seperti 1987-05-12."),
        "format": N_("Bukan tanggal yang ada."),
    }

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        # Python reads 19870512 and 1987-W20-2 too, which the phone's rules and lists would not
        if not isinstance(value, str) or not DAY.match(value):
            raise self.make_error("invalid", input=value, obj_type="date")
        return super()._deserialize(value, *args, **kwargs)


class Moment(fields.AwareDateTime):
    default_error_messages = {
        **MISSING,
        "invalid": N_("Bukan waktu yang dikenal."),
        "invalid_awareness": N_("Waktu ini tanpa zona."),
        "format": N_("Bukan waktu yang dikenal."),
    }

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> datetime:
        # Python overlooks a NUL at the end, and reads week days and missing minutes
        if not isinstance(value, str) or not MOMENT.match(value):
            raise self.make_error("invalid", input=value, obj_type="datetime")
        moment = super()._deserialize(value, *args, **kwargs)
        # a clock may stand in 1970 or 2031; the ends of the calendar break arithmetic
        if moment.year not in YEARS:
            raise self.make_error("invalid", input=value, obj_type="datetime")
        return moment


class Many(fields.List[Any]):
    default_error_messages = {**MISSING, "invalid": N_("Harus berupa daftar.")}


class Part(fields.Nested):
    default_error_messages = {**MISSING, "type": N_("Bentuk isian tidak dikenal.")}


class Truth(fields.Boolean):
    default_error_messages = {**MISSING, "invalid": N_("Harus ya atau tidak.")}


def uuid(*, required: bool = True) -> Word:
    return Word(
        required=required, validate=validate.Regexp(UUID, error=lazy_gettext("Nomor ini rusak."))
    )


def line(most: int, *, least: int = 0, required: bool = False) -> Word:
    """One line of text of `least` to `most` characters."""
    return Word(required=required, validate=[length(least, most), matches(LINE)])


def text(most: int) -> Word:
    """Free words, line breaks allowed."""
    return Word(validate=[length(0, most), matches(TEXT)])


def pattern(expression: str, error: str, *, required: bool = False) -> Word:
    return Word(
        required=required, validate=validate.Regexp(re.compile(rf"{expression}\Z"), error=error)
    )


def choice(*choices: str, required: bool = True) -> Word:
    return Word(
        required=required,
        validate=validate.OneOf(choices, error=lazy_gettext("Pilihan ini tidak dikenal.")),
    )


def whole(least: int, most: int, *, required: bool = True) -> Whole:
    return Whole(
        strict=True,
        required=required,
        validate=validate.Range(
            least, most, error=lazy_gettext("Harus bilangan bulat dari {min} sampai {max}.")
        ),
    )


def real(least: float, most: float, *, required: bool = True) -> Real:
    return Real(
        required=required,
        validate=validate.Range(least, most, error=lazy_gettext("Harus dari {min} sampai {max}.")),
    )


def length(least: int, most: int) -> validate.Length:
    return validate.Length(least, most, error=lazy_gettext("Harus {min} sampai {max} huruf."))


def matches(expression: re.Pattern[str]) -> validate.Regexp:
    return validate.Regexp(expression, error=lazy_gettext("Ada huruf yang tidak bisa disimpan."))
