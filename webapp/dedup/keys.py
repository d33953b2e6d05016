"""The keys under which two records of one person meet: today the NIK alone."""

from webapp.contents import nik_index

NIK_DIGITS = 16


def nik_key(typed: str) -> str | None:
    """The blind index of a NIK as a person types it, with or without gaps; None when it is none."""
    digits = "".join(typed.replace(".", " ").replace("-", " ").split())
    if len(digits) != NIK_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return nik_index(digits)
