"""Worlds to train on: each seed has other names, other customs and other mistakes than the next."""

from collections.abc import Sequence
from random import Random

from benchmarks.dedup.worlds import lab, other
from benchmarks.dedup.worlds.arrivals import Mix
from benchmarks.dedup.worlds.build import build
from benchmarks.dedup.worlds.households import Customs, Households
from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.names import Names, Peoples, Ways, names_of
from benchmarks.dedup.worlds.numbers import Numbers
from benchmarks.dedup.worlds.places import Places
from benchmarks.dedup.worlds.rows import World
from benchmarks.dedup.worlds.slips.model import Group, Model
from benchmarks.dedup.worlds.town import settle
from benchmarks.dedup.worlds.words import lab as lab_words
from benchmarks.dedup.worlds.words import other as other_words
from benchmarks.dedup.worlds.words.lists import Lists
from benchmarks.dedup.worlds.words.seldom import seldom_names

ONSETS = "b c d f g h j k l m n p r s t w y z kh ny sy th tr pr dh".split()
VOWELS = "a a a i i u u e o ai au".split()
ENDINGS = ["", "", "", "", "n", "ng", "h", "r", "s", "t", "m", "k", "l"]

LISTS = (lab_words.LISTS, *(lists for _, lists, _ in other.PEOPLES))
VARIANTS = {**lab_words.VARIANTS, **other_words.VARIANTS}
NEVER_ALONE = lab_words.NEVER_ALONE | other_words.NEVER_ALONE

MIX: Mix = (*lab.MIX[:-1], *other.MIX[1:-1], lab.MIX[-1])
# both models make the same kinds of mistakes, so each gets about half of its own rate
MISTAKES = (*other.MISTAKES, *lab.MISTAKES)
SCALES = (-1.2, 0.3)  # powers of ten
MOST = 0.45  # of a group; twice as much in a hard world is still less than always


def mixed(*, people: int, newcomers: int, seed: int, hard: bool) -> World:
    """A register of `people` and `newcomers`; `hard` doubles every mistake of the newcomers."""
    dice = Random(seed)  # noqa: S311  # a measurement must repeat itself
    makings = Makings(dice, peoples(dice), Places(dice, country=seed), Numbers(dice))
    model, mix = drawn_model(dice), drawn_mix(dice)
    in_the_register = dice.uniform(0.1, 0.8)
    street = Households(makings, drawn_customs(dice))
    town = settle(street, people=people, share=dice.uniform(0.4, 0.8))
    return build(
        town, mix=mix, model=model, newcomers=newcomers, hard=hard, in_the_register=in_the_register
    )


def peoples(dice: Random) -> Peoples:
    """A few peoples, each with words of a known one, of others, and many never heard."""
    syllables = [
        dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(ENDINGS) for _ in range(90)
    ]
    seldom = seldom_names(syllables, 4000, seed=dice.randrange(2**32))
    ways = [drawn_names(dice, dice.sample(seldom, dice.randint(400, 2000))) for _ in range(3)]
    return Peoples(dice, ways, [dice.uniform(0.2, 1) for _ in ways])


def drawn_names(dice: Random, seldom: Sequence[str]) -> Names:
    one, two = dice.sample(LISTS, 2)
    blend = Lists(
        blended(dice, one.men, two.men),
        blended(dice, one.men_second, two.men_second),
        blended(dice, one.women, two.women),
        blended(dice, one.women_second, two.women_second),
    )
    ways = Ways(
        one_word=dice.uniform(0.02, 0.4),
        long=dice.uniform(0.03, 0.35),
        longer=dice.uniform(0, 0.3),
        clan=dice.choice((0, 0, dice.random())),
        card_variant=dice.uniform(0, 0.2),
    )
    return names_of(
        blend.and_seldom(seldom),
        ways,
        dice=dice,
        variants=VARIANTS,
        never_alone=NEVER_ALONE,
        exponent=dice.uniform(0.6, 1.1),
    )


def blended(dice: Random, one: Sequence[str], two: Sequence[str]) -> list[str]:
    """A part of both lists in an order of its own."""
    words = [*dict.fromkeys((*one, *two))]
    return dice.sample(words, dice.randint(20, len(words)))


def drawn_customs(dice: Random) -> Customs:
    return Customs(
        twin_name=dice.choice((lab.twin_name, other.twin_name)),
        born_here=dice.uniform(0.3, 0.95),
        another_child=dice.uniform(0.6, 0.85),
        twins=dice.uniform(0.01, 0.05),
        same_phone=dice.uniform(0.1, 0.7),
        junior=dice.uniform(0, 0.05),
        longer=dice.uniform(0, 0.05),
        patronym_son=dice.uniform(0, 0.2),
        patronym=dice.uniform(0, 0.1),
        patronym_daughter=dice.uniform(0, 0.3),
        other_birthday=dice.uniform(0, 0.05),
    )


def drawn_model(dice: Random) -> Model:
    groups = [drawn_group(dice, group) for group in MISTAKES]
    return Model(groups, dice.choice((lab.MANNER, other.MANNER)))


def drawn_group(dice: Random, group: Group) -> Group:
    """The same slips, each at a rate of its own."""
    rates = [chance * 10 ** dice.uniform(*SCALES) for chance, _ in group]
    scale = min(1.0, MOST / sum(rates))
    return [(rate * scale, slip) for rate, (_, slip) in zip(rates, group, strict=True)]


def drawn_mix(dice: Random) -> Mix:
    """Between a quarter and a half are in the register; the others come as they may."""
    known = dice.uniform(0.25, 0.5)
    rates = [chance * 10 ** dice.uniform(-0.5, 0.5) for chance, _, _ in MIX[1:]]
    scale = (1 - known) / sum(rates)
    others = (
        (rate * scale, kind, arrival)
        for rate, (_, kind, arrival) in zip(rates, MIX[1:], strict=True)
    )
    return ((known, "dup", MIX[0][2]), *others)
