"""How pages write days, months, counts and states, in both languages; filters of the templates."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from webapp import clock
from webapp.words import Language, form_for, gettext, language, lazy_gettext

MONTHS = (
    lazy_gettext("Januari"),
    lazy_gettext("Februari"),
    lazy_gettext("Maret"),
    lazy_gettext("April"),
    lazy_gettext("Mei"),
    lazy_gettext("Juni"),
    lazy_gettext("Juli"),
    lazy_gettext("Agustus"),
    lazy_gettext("September"),
    lazy_gettext("Oktober"),
    lazy_gettext("November"),
    lazy_gettext("Desember"),
)

STATUS_WORDS = {
    "received": lazy_gettext("Menunggu"),
    "approved": lazy_gettext("Disetujui"),
    "returned": lazy_gettext("Dikembalikan"),
    "rejected": lazy_gettext("Ditolak"),
    "merged": lazy_gettext("Sudah terdaftar"),
    "handed_over": lazy_gettext("Diserahkan ke BPJS"),
    "registered": lazy_gettext("Terdaftar"),
    "refused": lazy_gettext("Ditolak BPJS"),
}

ROLE_WORDS = {
    "volunteer": lazy_gettext("Relawan"),
    "supervisor": lazy_gettext("Penyelia"),
    "coordinator": lazy_gettext("Koordinator"),
}

# between thousands, before a fraction, between hours and minutes
SIGNS: Mapping[Language, tuple[str, str, str]] = {"id": (".", ",", "."), "en": (",", ".", ":")}


def init_app(app: Flask) -> None:
    written: list[Callable[..., str]] = [day, moment, month, days_ago, ago, number, rupiah]
    app.jinja_env.filters.update({write.__name__: write for write in written})
    app.jinja_env.filters.update(status=status_word, role=role_word)
    app.jinja_env.globals["counted"] = counted_on_page


def day(value: date | datetime) -> str:
    """12 Mei 1987; a moment is written as the day it was at the office."""
    found = clock.local_date(value) if isinstance(value, datetime) else value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def moment(value: datetime) -> str:
    """12 Mei 1987 14.05, by the office's clock."""
    return f"{day(value)} {time(value)}"


def time(value: datetime) -> str:
    _, _, between = SIGNS[language()]
    return f"{value.astimezone(clock.zone()):%H{between}%M}"


def month(period: str) -> str:
    """ "2026-11" as November 2026."""
    year, number_of_month = period.split("-")
    return f"{MONTHS[int(number_of_month) - 1]} {year}"


def days_ago(days: int | None) -> str:
    """How long ago something happened, None for never."""
    if days is None:
        return gettext("belum pernah")
    if days == 0:
        return gettext("hari ini")
    return gettext("kemarin") if days == 1 else counted("%(n)s hari lalu", days)


def ago(value: datetime, with_time: bool = True) -> str:
    """hari ini 14.05, kemarin 09.12, 4 hari lalu."""
    days = max((clock.today() - clock.local_date(value)).days, 0)
    if days > 1 or not with_time:
        return days_ago(days)
    return f"{days_ago(days)} {time(value)}"


def number(value: int) -> str:
    """1234567 as 1.234.567."""
    thousands, _, _ = SIGNS[language()]
    return f"{value:,}".replace(",", thousands)


def fraction(value: str) -> str:
    """9.1 as 9,1."""
    _, point, _ = SIGNS[language()]
    return value.replace(".", point)


def rupiah(value: int) -> str:
    """16800 as Rp16.800."""
    return f"Rp{number(value)}"


def counted(sentence: str, n: int, **values: object) -> str:
    """A sentence about %(n)s things: Indonesian has one form for it, English two."""
    return form_for(sentence, n) % {"n": number(n), **values}


def counted_on_page(sentence: str, n: int, **values: object) -> Markup:
    """The same in a template, as its _ does it: the sentence may hold markup, a value never."""
    # the sentence is out of our own catalogue
    return Markup(form_for(sentence, n)) % {"n": number(n), **values}  # noqa: S704


def status_word(status: str) -> str:
    return str(STATUS_WORDS.get(status, status))


def role_word(role: str) -> str:
    return str(ROLE_WORDS[role])
