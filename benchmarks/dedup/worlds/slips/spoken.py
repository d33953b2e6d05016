"""Names as they are said rather than written: heard wrongly, joined, split, called, married."""

import re
from collections.abc import Sequence

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.slips.model import Slip

# from the last but one vowel on: Supriyadi is called Yadi, Fatimah Timah
CALLED = re.compile(r"[^aiueo]?[aiueo]+[^aiueo]*[aiueo]+[^aiueo]*$")
NEIGHBOURS = {
    "a": "sq",
    "b": "vn",
    "d": "sf",
    "e": "wr",
    "g": "fh",
    "h": "gj",
    "i": "uo",
    "k": "jl",
    "l": "ko",
    "m": "n",
    "n": "bm",
    "o": "ip",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "u": "yi",
    "w": "qe",
    "y": "tu",
}


def heard_wrongly(sounds: Sequence[tuple[str, str]]) -> Slip:
    """One sound, anywhere but at the very beginning, taken for another."""

    def slip(draft: Draft, makings: Makings) -> None:
        name, dice = draft.name, makings.dice
        rest = name[1:].lower()
        if fitting := [sound for sound in sounds if sound[0] in rest]:
            said, heard = dice.choice(fitting)
            place = 1 + dice.choice([found.start() for found in re.finditer(said, rest)])
            draft.name = name[:place] + heard + name[place + len(said) :]

    return slip


def joined_or_split(beginnings: Sequence[str]) -> Slip:
    """Nur Hayati and Nurhayati are one person."""

    def slip(draft: Draft, makings: Makings) -> None:
        words = draft.name.split()
        for place, word in enumerate(words):
            parts = split(word, beginnings)
            if parts:
                words[place : place + 1] = parts
                break
        else:
            if len(words) > 1:
                place = makings.dice.randrange(len(words) - 1)
                words[place : place + 2] = [words[place] + words[place + 1].lower()]
        draft.name = " ".join(words)

    return slip


def split(word: str, beginnings: Sequence[str]) -> list[str]:
    """The word as two, if it begins like one that can stand alone."""
    for beginning in beginnings:
        if word.startswith(beginning) and len(word) > len(beginning) + 3:
            return [beginning, word[len(beginning) :].lstrip("-").capitalize()]
    return []


def called(draft: Draft, makings: Makings) -> None:
    """The end of one word of the name, as it is called over the fence."""
    word = makings.dice.choice(draft.name.split()).lower()
    if found := CALLED.search(word):
        draft.name = found.group().capitalize()


def husband_added(draft: Draft, makings: Makings) -> None:
    """A married woman under her husband's name, behind her own or alone."""
    if draft.of.role == "wife" and draft.of.head:
        husband = draft.of.head.split()[0]
        own = f"{draft.name} {husband}"
        draft.name = own if makings.dice.random() < 0.8 else f"Ny. {draft.of.head}"


def father_added(draft: Draft, _: Makings) -> None:
    if draft.of.role in ("child", "twin") and draft.of.head:
        child_of = "bin" if draft.of.sex == "M" else "binti"
        draft.name = f"{draft.name} {child_of} {draft.of.head.split()[0]}"


def initials(draft: Draft, makings: Makings) -> None:
    """All words but the first, or all but the last, by their letter."""
    words = draft.name.split()
    kept = 0 if makings.dice.random() < 0.7 else len(words) - 1
    dot = makings.dice.choice((".", ""))
    draft.name = " ".join(
        word if place == kept else f"{word[0]}{dot}" for place, word in enumerate(words)
    )


def key_beside(draft: Draft, makings: Makings) -> None:
    """A neighbouring key instead, as well, or a letter twice."""
    name, dice = draft.name, makings.dice
    places = [place for place, letter in enumerate(name) if place and letter in NEIGHBOURS]
    if not places:
        return
    place, luck = dice.choice(places), dice.random()
    slip = name[place] if luck < 0.3 else dice.choice(NEIGHBOURS[name[place]])
    draft.name = name[:place] + slip + name[place + (luck > 0.5) :]


def cased(draft: Draft, makings: Makings) -> None:
    luck = makings.dice.random()
    if luck < 0.35:
        draft.name = draft.name.upper()
    elif luck < 0.5:
        draft.name = draft.name.lower()
