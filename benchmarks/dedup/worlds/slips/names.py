"""Names heard, shortened, turned round, mistyped and dressed up."""

from collections.abc import Mapping, Sequence

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.slips.model import Slip

LETTERS = "aiueonrsthklmdgpby"


def spelled_otherwise(
    variants: Mapping[str, Sequence[str]], rules: Sequence[tuple[str, str]]
) -> Slip:
    """A word in another of its spellings, or with one sound written another way."""

    def slip(draft: Draft, makings: Makings) -> None:
        words, dice = draft.name.split(), makings.dice
        place = dice.randrange(len(words))
        if words[place] in variants and dice.random() < 0.8:
            words[place] = dice.choice(variants[words[place]])
        else:
            word = words[place].lower()
            if fitting := [rule for rule in rules if rule[0] in word]:
                sound, letters = dice.choice(fitting)
                words[place] = word.replace(sound, letters, 1).capitalize()
        draft.name = " ".join(words)

    return slip


def nickname(nicknames: Mapping[str, str]) -> Slip:
    """Only what the neighbours say."""

    def slip(draft: Draft, _: Makings) -> None:
        for word in draft.name.split():
            if word in nicknames:
                draft.name = nicknames[word]
                return

    return slip


def titled(titles: Sequence[tuple[str, str]]) -> Slip:
    """A title before, a degree behind, or whose child somebody is."""

    def slip(draft: Draft, makings: Makings) -> None:
        before, behind = makings.dice.choice(titles)
        if behind == "bin":
            child_of = "bin" if draft.of.sex == "M" else "binti"
            behind = f" {child_of} {makings.names.first('M')}"
        draft.name = f"{before}{draft.name}{behind}"

    return slip


def word_dropped(draft: Draft, makings: Makings) -> None:
    """More often the last word than another."""
    words, dice = draft.name.split(), makings.dice
    if len(words) > 1:
        words.pop(dice.randrange(len(words)) if dice.random() < 0.4 else -1)
        draft.name = " ".join(words)


def initial(draft: Draft, makings: Makings) -> None:
    words = draft.name.split()
    if len(words) > 1:
        place = makings.dice.randrange(len(words))
        words[place] = f"{words[place][0]}."
        draft.name = " ".join(words)


def order_changed(draft: Draft, makings: Makings) -> None:
    words = draft.name.split()
    makings.dice.shuffle(words)
    draft.name = " ".join(words)


def typo(draft: Draft, makings: Makings) -> None:
    """One letter replaced, left out, put in, or two swapped."""
    name, dice = draft.name, makings.dice
    if len(name) <= 3:
        return
    place, luck = dice.randrange(1, len(name) - 1), dice.random()
    before, after = name[:place], name[place + 1 :]
    if luck < 0.35:
        draft.name = before + dice.choice(LETTERS) + after
    elif luck < 0.6:
        draft.name = before + after
    elif luck < 0.8:
        draft.name = before + dice.choice(LETTERS[:13]) + name[place:]
    else:
        draft.name = before + after[0] + name[place] + after[1:]


def sometimes_capitals(draft: Draft, makings: Makings) -> None:
    if makings.dice.random() < 0.5:
        draft.name = draft.name.upper()
