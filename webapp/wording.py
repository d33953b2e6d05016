"""How pages write days, months, counts and states in Indonesian; templates use these as filters."""

from datetime import date, datetime

from flask import Flask

from webapp import clock

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

STATUS_WORDS = {
    "received": "Menunggu",
    "approved": "Disetujui",
    "returned": "Dikembalikan",
    "rejected": "Ditolak",
    "merged": "Sudah terdaftar",
    "handed_over": "Diserahkan ke BPJS",
    "registered": "Terdaftar",
    "refused": "Ditolak BPJS",
}


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        month=month,
        days_ago=days_ago,
        ago=ago,
        number=number,
        status=status_word,
    )


def day(value: date | datetime) -> str:
    """12 Mei 1987; a moment is written as the day it was at the office."""
    found = clock.local_date(value) if isinstance(value, datetime) else value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def moment(value: datetime) -> str:
    """12 Mei 1987 14.05, by the office's clock."""
    return f"{day(value)} {value.astimezone(clock.zone()):%H.%M}"


def month(period: str) -> str:
    """ "2026-11" as November 2026."""
    year, number_of_month = period.split("-")
    return f"{MONTHS[int(number_of_month) - 1]} {year}"


def days_ago(days: int | None) -> str:
    """How long ago something happened, None for never."""
    if days is None:
        return "belum pernah"
    return {0: "hari ini", 1: "kemarin"}.get(days, f"{days} hari lalu")


def ago(value: datetime, with_time: bool = True) -> str:
    """hari ini 14.05, kemarin 09.12, 4 hari lalu."""
    days = max((clock.today() - clock.local_date(value)).days, 0)
    if days > 1 or not with_time:
        return days_ago(days)
    return f"{days_ago(days)} {value.astimezone(clock.zone()):%H.%M}"


def number(value: int) -> str:
    """1234567 as 1.234.567."""
    return f"{value:,}".replace(",", ".")


def status_word(status: str) -> str:
    return STATUS_WORDS.get(status, status)
