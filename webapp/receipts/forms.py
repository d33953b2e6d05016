"""The form of a receipt: its code and the worker's birth date, as they are typed on a phone."""

import re
from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, StringField, SubmitField
from wtforms.validators import DataRequired, Regexp, ValidationError

from webapp.rules.dates import read_date
from webapp.words import gettext, lazy_gettext

PRINTED = re.compile("[0-9A-F]{4}-[0-9A-F]{4}")
NO_LETTER_OR_DIGIT = re.compile("[^0-9A-Z]")
# letters that no code has, and what was read for them
READ_FOR = str.maketrans("OIL", "011")
YEAR = re.compile("[0-9]{4}")
LONGEST = 40


def as_printed(text: str | None) -> str:
    """7f3a 92c1 as the receipt writes it, 7F3A-92C1; whatever is no code stays as it was typed."""
    typed = (text or "").strip()[:LONGEST]
    signs = NO_LETTER_OR_DIGIT.sub("", typed.upper()).translate(READ_FOR)
    code = f"{signs[:4]}-{signs[4:]}"
    return code if PRINTED.fullmatch(code) else typed


def stripped(text: str | None) -> str:
    return (text or "").strip()[:LONGEST]


def part_of_date(name: str, length: int, purpose: str) -> StringField:
    return StringField(
        name,
        filters=[stripped],
        render_kw={"inputmode": "numeric", "maxlength": length, "autocomplete": purpose},
    )


class ReceiptForm(FlaskForm):
    code = StringField(
        # with a hyphen that does not break: an example in two halves is none
        lazy_gettext("Kode, misalnya 7F3A\N{NON-BREAKING HYPHEN}92C1"),
        [
            DataRequired(lazy_gettext("Isi kode di bukti Anda.")),
            Regexp(
                PRINTED, message=lazy_gettext("Kode terdiri dari 8 angka dan huruf A sampai F.")
            ),
        ],
        filters=[as_printed],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    day = part_of_date(lazy_gettext("Tanggal"), 2, "bday-day")
    month = part_of_date(lazy_gettext("Bulan"), 2, "bday-month")
    year = part_of_date(lazy_gettext("Tahun"), 4, "bday-year")
    ask = SubmitField(lazy_gettext("Periksa"))

    def validate_year(self, _field: Field) -> None:
        """The three fields are one date, and what is wrong with it is said once."""
        if not (self.day.data and self.month.data and self.year.data):
            raise ValidationError(gettext("Isi tanggal, bulan dan tahun lahir Anda."))
        if not YEAR.fullmatch(self.year.data):
            raise ValidationError(gettext("Tulis tahun dengan 4 angka, misalnya 1987."))
        if self.birth_date is None:
            raise ValidationError(gettext("Tanggal ini tidak ada. Periksa tanggal dan bulannya."))

    @property
    def birth_date(self) -> date | None:
        """The day that was typed, if a calendar has it."""
        day, month = (str(part.data).zfill(2) for part in (self.day, self.month))
        return read_date(f"{self.year.data}-{month}-{day}")

    @property
    def short_code(self) -> str:
        """The code as it is looked up."""
        return str(self.code.data).replace("-", "").lower()
