"""The targets of many volunteers in one form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

HIGHEST_TARGET = 9999


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
    found = Targets()
    for user_id in user_ids:
        text = sent.get("all" if "fill" in sent else field_of(user_id))
        if text is None:
            continue
        if is_target(text.strip()):
            found.asked[user_id] = int(text)
        else:
            found.errors[user_id] = f"Isi angka 0 sampai {HIGHEST_TARGET}."
    return found


def is_target(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= HIGHEST_TARGET
