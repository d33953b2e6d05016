"""The targets of many volunteers in one form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from webapp.words import lazy_gettext

LONGEST = 4
COMPLAINT = lazy_gettext("Isi angka 0 sampai 9999.")


@dataclass(frozen=True)
class Targets:
    """What was filled in, by user id; and what could not be read, with the reason."""

    asked: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def field_of(user_id: str) -> str:
    """The name of a volunteer's field in the form."""
    return f"target-{user_id}"


def read_targets(sent: Mapping[str, str], user_ids: Iterable[str]) -> Targets:
    """The targets of these users; the field `all` counts for everybody if its button was pressed.

    Somebody whose field was not sent, as they came while the form was open, is left alone.
    """
    if "fill" in sent:
        target = read(sent.get("all", ""))
        if target is None:
            return Targets(errors={"all": COMPLAINT})
        return Targets(asked=dict.fromkeys(user_ids, target))
    found = Targets()
    for user_id in user_ids:
        text = sent.get(field_of(user_id))
        if text is None:
            continue
        target = read(text)
        if target is None:
            found.errors[user_id] = COMPLAINT
        else:
            found.asked[user_id] = target
    return found


def read(text: str) -> int | None:
    digits = text.strip()
    # a longer number is never read: turning it into one would cost time
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
        return None
    return int(digits)
