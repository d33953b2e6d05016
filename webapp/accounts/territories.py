"""A territory is a region with all that lies in it; every query of a door carries one."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def within(column: InstrumentedAttribute[Any], territory: str) -> ColumnElement[bool]:
    """True for rows whose region code is the territory or lies below it.

    The codes are Kemendagri's, so 32.16 holds 32.16.09 and 32.16.09.2001 but not 32.161.
    """
    return or_(column == territory, column.like(f"{territory}.%"))


def lies_within(code: str, territory: str) -> bool:
    """The same rule for one code in hand."""
    return code == territory or code.startswith(f"{territory}.")
