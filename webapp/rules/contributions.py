"""Says what a worker pays, month by month, while a relief lasts and after it.

Rates: PP 44/2015 Lampiran II (webapp/data/contributions.csv). Relief: PP 50/2025 takes half off JKK
and JKM in dated windows, not off JHT, and not where APBN or APBD pays (webapp/data/reliefs.csv).
All money is whole rupiah.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# Lampiran II has 33 income tiers
TIERS = frozenset(range(1, 34))


@dataclass(frozen=True, slots=True)
class Tier:
    """One income tier, all in rupiah a month; income_max None means no end."""

    tier: int
    income_min: int
    income_max: int | None
    income_base: int
    jkk: int
    jkm: int
    jht: int


@dataclass(frozen=True, slots=True)
class Relief:
    """From first_day to last_day, both inside, numerator/denominator of the rate is still paid."""

    first_day: date
    last_day: date
    sector: str
    programme: str
    numerator: int
    denominator: int
    excludes_funding: frozenset[str]


@dataclass(frozen=True, slots=True)
class MonthAmount:
    """What one calendar month ("2026-11") costs in rupiah; relief says whether any was given."""

    month: str
    jkk: int
    jkm: int
    jht: int
    total: int
    relief: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a payment period costs in rupiah.

    per_month is the first month's total, full_total the period without any relief, relief_until the
    last day of the relief that was given, None if none was.
    """

    months: tuple[MonthAmount, ...]
    per_month: int
    total: int
    full_total: int
    relief_until: date | None


def contribution(
    *,
    tier: Tier,
    programmes: Sequence[str],
    months: int,
    funding: str,
    sector: str,
    start: date,
    reliefs: Iterable[Relief],
) -> Contribution:
    """The contribution for a number of calendar months (at least 1) beginning with start's.

    A month has relief when its first day lies in the window: contributions are owed for whole
    calendar months, so a window never divides one.
    """
    rates = {
        programme: rate
        for programme, rate in (("JKK", tier.jkk), ("JKM", tier.jkm), ("JHT", tier.jht))
        if programme in programmes
    }
    usable = [
        relief
        for relief in reliefs
        if relief.sector == sector
        and relief.programme in rates
        and funding not in relief.excludes_funding
    ]
    first_days = [_first_of_month(start, later) for later in range(months)]
    amounts = tuple(_month_amount(first_day, rates, usable) for first_day in first_days)
    return Contribution(
        months=amounts,
        per_month=amounts[0].total,
        total=sum(amount.total for amount in amounts),
        full_total=months * sum(rates.values()),
        relief_until=max(
            (
                relief.last_day
                for relief in usable
                if any(_covers(relief, first_day) for first_day in first_days)
            ),
            default=None,
        ),
    )


def _first_of_month(start: date, months_later: int) -> date:
    years, month = divmod(start.month - 1 + months_later, 12)
    return date(start.year + years, month + 1, 1)


def _month_amount(first_day: date, rates: dict[str, int], reliefs: Sequence[Relief]) -> MonthAmount:
    paid = dict(rates)
    for relief in reliefs:
        if _covers(relief, first_day):
            # exact for all 33 tiers: every rate is even
            paid[relief.programme] = (
                rates[relief.programme] * relief.numerator // relief.denominator
            )
    return MonthAmount(
        month=f"{first_day:%Y-%m}",
        jkk=paid.get("JKK", 0),
        jkm=paid.get("JKM", 0),
        jht=paid.get("JHT", 0),
        total=sum(paid.values()),
        relief=paid != rates,
    )


def _covers(relief: Relief, first_day: date) -> bool:
    return relief.first_day <= first_day <= relief.last_day
