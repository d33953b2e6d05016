"""Names as parents give them: few words very often, many words seldom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random


class Frequent:
    """Words, the earlier in the list the more often (Zipf)."""

    def __init__(self, words: Sequence[str], *, exponent: float = 0.95, offset: float = 5) -> None:
        self.words = words
        self._weights = list(
            accumulate(1 / (rank + offset) ** exponent for rank in range(len(words)))
        )

    def pick(self, dice: Random) -> str:
        return dice.choices(self.words, cum_weights=self._weights)[0]


@dataclass(frozen=True, slots=True)
class Names:
    """How names are put together in a world."""

    dice: Random
    given: Mapping[str, Frequent]  # by sex
    second: Mapping[str, Frequent]  # by sex
    variants: Mapping[str, Sequence[str]]  # other spellings of a word
    never_alone: frozenset[str]
    one_word: float = 0.16
    three_words: float = 0.15
    card_variant: float = 0.10  # how often the card itself has another spelling

    def first(self, sex: str) -> str:
        return self.given[sex].pick(self.dice)

    def last(self, sex: str) -> str:
        return self.second[sex].pick(self.dice)

    def full(self, sex: str) -> str:
        """A name of one to three words."""
        first, luck = self.first(sex), self.dice.random()
        if luck < self.one_word and first not in self.never_alone:
            return first
        words = [first]
        if luck >= 1 - self.three_words:
            words.append(self.first(sex) if self.dice.random() < 0.40 else self.last(sex))
        words.append(self.last(sex))
        if self.dice.random() < self.card_variant:
            words = [self._respelled(word) for word in words]
        return " ".join(words)

    def _respelled(self, word: str) -> str:
        if word in self.variants and self.dice.random() < 0.7:
            return self.dice.choice(self.variants[word])
        return word
