"""Calendar days as the wire writes them, and ages in whole years."""

from datetime import date


def read_date(text: str) -> date | None:
    """Read YYYY-MM-DD, or None for any other spelling and for days that no calendar has."""
    # fromisoformat alone would also take 20261123 and 2026-W48-1
    if len(text) != 10 or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_on(birth_date: date, today: date) -> int:
    """Age in completed years; negative for a birth date after today."""
    before_birthday = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - before_birthday
