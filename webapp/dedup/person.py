"""A person as the matcher sees one: every field folded for comparing, blank where unknown.

What a phone sent or a roll says is never changed by this; it is folded anew whenever the rules
change (RULES).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from webapp.rules.folding import COMMON, fold_name, sound

# counts up with every change of what is folded how; profiles of older rules are made anew
RULES = 1

NIK_DIGITS = 16
# one digit dropped or doubled is still worth comparing
NIK_LENGTHS = range(14, 18)
PHONE_LENGTHS = range(8, 14)
EARLIEST_YEAR = 1900
_not_digits = re.compile("[^0-9]+")
# between packed fields; no folded field holds it
SEPARATOR = "\x1f"


T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - used as a decorator, like property
    """A property that is computed once; functools.cached_property takes a lock before 3.12.

    A sync asks for forty thousand of them, and the lock was a tenth of its time.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> T:
        value = self.compute(owner)
        owner.__dict__[self.name] = value
        return value


@dataclass(frozen=True)
class Person:
    """One record's folded fields; "" is unknown, and no two unknowns are alike."""

    # canonical name tokens in the order given
    names: tuple[str, ...]
    # 14 to 17 digits
    nik: str
    # YYYYMMDD, a day that may not exist
    born: str
    # "M" or "F"
    sex: str
    # national digits without the leading 0
    phone: str
    # 16 digits of the family card
    family: str
    # 3216012001
    village: str
    # "1/12"
    rt_rw: str

    @kept
    def name(self) -> str:
        return " ".join(self.names)

    @kept
    def sorted_name(self) -> str:
        return " ".join(sorted(self.names))

    @kept
    def tokens(self) -> frozenset[str]:
        return frozenset(self.names)

    @kept
    def sounds(self) -> tuple[str, ...]:
        return tuple(sound(name) for name in self.names)

    @kept
    def sorted_sounds(self) -> str:
        return " ".join(sorted(self.sounds))

    @kept
    def telling(self) -> tuple[str, str]:
        """The sounds of the first and last name that say something: not Muhammad, not Siti."""
        telling = [
            heard for name, heard in zip(self.names, self.sounds, strict=True) if name not in COMMON
        ] or list(self.sounds)
        return (telling[0], telling[-1]) if telling else ("", "")

    @kept
    def swapped(self) -> str:
        """The date of birth with day and month in each other's place."""
        return self.born[:4] + self.born[6:] + self.born[4:6]

    @kept
    def whole_nik(self) -> str:
        """The NIK if it has its 16 digits."""
        return self.nik if len(self.nik) == NIK_DIGITS else ""

    @kept
    def nik_date(self) -> str:
        """DDMMYY as the NIK has it, without the 40 of a woman's day."""
        return born_in(self.whole_nik)

    @kept
    def born_date(self) -> str:
        """DDMMYY as the card has it."""
        return self.born[6:] + self.born[4:6] + self.born[2:4]

    @property
    def district(self) -> str:
        return self.village[:6]

    def pack(self) -> bytes:
        """The fields in one line; `unpack` reads it."""
        return SEPARATOR.join(
            (
                self.name,
                self.nik,
                self.born,
                self.sex,
                self.phone,
                self.family,
                self.village,
                self.rt_rw,
            )
        ).encode()


def unpack(packed: bytes) -> Person:
    name, *rest = packed.decode().split(SEPARATOR)
    return Person(tuple(name.split(" ")) if name else (), *rest)


def person(row: Mapping[str, Any]) -> Person:
    """From the fields of design/api.md, as a phone or a file gives them; any may be absent."""
    nik, family = digits(row.get("nik")), digits(row.get("kk_number"))
    if len(family) != NIK_DIGITS:
        family = ""
    if nik and nik == family:
        # the family's number in the box of the NIK says nothing about one of its members
        nik = ""
    return Person(
        names=fold_name(text(row.get("full_name"))),
        nik=nik if len(nik) in NIK_LENGTHS else "",
        born=date_digits(text(row.get("birth_date"))),
        sex=sex if (sex := text(row.get("sex")).strip().upper()) in ("M", "F") else "",
        phone=phone_digits(text(row.get("phone"))),
        family=family,
        village=digits(row.get("village_code")),
        rt_rw=rt_rw(digits(row.get("rt")), digits(row.get("rw"))),
    )


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def digits(value: object) -> str:
    plain = text(value)
    if plain.isdecimal() and plain.isascii():
        return plain
    return _not_digits.sub("", plain)


def date_digits(written: str) -> str:
    """YYYYMMDD of an ISO date, "" for anything else."""
    plain = digits(written[:10])
    if len(plain) != 8 or not int(plain[:4]) > EARLIEST_YEAR:
        return ""
    return plain if plain[4:6] <= "12" and plain[6:] <= "31" else ""


def phone_digits(written: str) -> str:
    """+62812..., 0812... and 812... are the same number."""
    plain = digits(written).removeprefix("0062").removeprefix("62").lstrip("0")
    return plain if len(plain) in PHONE_LENGTHS else ""


def rt_rw(rt: str, rw: str) -> str:
    """Both, or nothing: an RT is unique inside its RW only."""
    return f"{rt.lstrip('0')[:3]}/{rw.lstrip('0')[:3]}" if rt and rw else ""


def born_in(nik: str) -> str:
    if not nik:
        return ""
    day = int(nik[6:8])
    return f"{day - 40 if day > 40 else day:02d}{nik[8:12]}"
