"""Names as parents give them: few words very often, many words seldom."""

from bisect import bisect
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Protocol, Self

from benchmarks.dedup.worlds.words.lists import Lists

# so that the very first word does not outweigh all others
OFFSET = 5


class Frequent:
    """Words, the earlier in the list the more often (Zipf)."""

    def __init__(self, words: Sequence[str], exponent: float) -> None:
        self._words = words
        self._weights = list(
            accumulate(1 / (rank + OFFSET) ** exponent for rank in range(len(words)))
        )

    def pick(self, dice: Random) -> str:
        return self._words[bisect(self._weights, dice.random() * self._weights[-1])]


class NameGiver(Protocol):
    """Gives names to anybody, or to a family."""

    def first(self, sex: str) -> str:
        """The first word of a name."""

    def family(self) -> "Names":
        """The names of one family."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How likely names are put together in this way or that."""

    one_word: float = 0.16
    long: float = 0.15  # three words or more
    longer: float = 0.0  # one more after the third, and one more after that
    clan: float = 0.0  # a child gets the father's last word
    card_variant: float = 0.10  # the card itself has another spelling


@dataclass(frozen=True, slots=True)
class Names:
    """The names of people who have the same ways."""

    dice: Random
    ways: Ways
    given: Mapping[str, Frequent]  # by sex
    second: Mapping[str, Frequent]  # by sex
    variants: Mapping[str, Sequence[str]]  # other spellings of a word
    never_alone: Set[str]

    def first(self, sex: str) -> str:
        return self.given[sex].pick(self.dice)

    def last(self, sex: str) -> str:
        return self.second[sex].pick(self.dice)

    def full(self, sex: str) -> str:
        """A name of one to three words, or more where names are long."""
        first, luck = self.first(sex), self.dice.random()
        if luck < self.ways.one_word and first not in self.never_alone:
            return first
        words = [first]
        if luck >= 1 - self.ways.long:
            words += self._middle(sex)
        words.append(self.last(sex))
        if self.dice.random() < self.ways.card_variant:
            words = [self._respelled(word) for word in words]
        return " ".join(words)

    def family(self) -> Self:
        return self

    def _middle(self, sex: str) -> list[str]:
        words = [self.first(sex) if self.dice.random() < 0.40 else self.last(sex)]
        while len(words) < 4 and self.dice.random() < self.ways.longer:
            words.append(self.last(sex))
        return words

    def _respelled(self, word: str) -> str:
        if word in self.variants and self.dice.random() < 0.7:
            return self.dice.choice(self.variants[word])
        return word


def names_of(
    lists: Lists,
    ways: Ways,
    *,
    dice: Random,
    variants: Mapping[str, Sequence[str]],
    never_alone: Set[str],
    exponent: float = 0.95,
) -> Names:
    """Names from the lists; the larger the exponent, the more people share the first words."""
    return Names(
        dice=dice,
        ways=ways,
        given={"M": Frequent(lists.men, exponent), "F": Frequent(lists.women, exponent)},
        second={
            "M": Frequent(lists.men_second, exponent),
            "F": Frequent(lists.women_second, exponent),
        },
        variants=variants,
        never_alone=never_alone,
    )


@dataclass(frozen=True, slots=True)
class Peoples:
    """Families from different places, each with the names of its own."""

    dice: Random
    ways: Sequence[Names]
    shares: Sequence[float]

    def first(self, sex: str) -> str:
        return self.family().first(sex)

    def family(self) -> Names:
        return self.dice.choices(self.ways, self.shares)[0]
