"""The lab: the world the recogniser was drawn up in, names and mistakes of the Bekasi plain."""

from random import Random

from benchmarks.dedup.worlds import arrivals
from benchmarks.dedup.worlds.build import build
from benchmarks.dedup.worlds.households import Customs, Households
from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.names import Names, Ways, names_of
from benchmarks.dedup.worlds.numbers import Numbers
from benchmarks.dedup.worlds.places import Places
from benchmarks.dedup.worlds.rows import World
from benchmarks.dedup.worlds.slips import addresses, dates, names, numbers
from benchmarks.dedup.worlds.slips.model import Model
from benchmarks.dedup.worlds.town import settle
from benchmarks.dedup.worlds.words import lab as words
from benchmarks.dedup.worlds.words.seldom import seldom_names

COUNTRY = 99
REGISTERED = 0.62

MIX: arrivals.Mix = (
    (0.35, "dup", arrivals.dup),
    (0.04, "twin", arrivals.twin),
    (0.04, "father_son", arrivals.lookalike),
    (0.04, "relative", arrivals.relative),
    (0.08, "same_name_village", arrivals.same_name_village),
    (0.03, "same_name_dob", arrivals.same_name_birthday),
    (0.42, "random_new", arrivals.stranger),
)

MISTAKES = (
    (
        (0.04, numbers.no_nik),
        (0.05, numbers.nik_digit),
        (0.02, numbers.nik_swapped),
        (0.01, numbers.nik_two_digits),
        (0.005, numbers.nik_of_relative),
        (0.005, numbers.nik_digit_dropped),
    ),
    ((0.20, names.spelled_otherwise(words.VARIANTS, words.SOUNDS)),),
    ((0.02, names.nickname(words.NICKNAMES)),),
    ((0.08, names.word_dropped),),
    ((0.02, names.initial),),
    ((0.03, names.order_changed),),
    ((0.08, names.typo),),
    ((0.06, names.titled(words.TITLES)),),
    (
        (0.01, dates.no_birthday),
        (0.02, dates.day_and_month_swapped),
        (0.02, dates.birthday_digit),
        (0.01, dates.another_year),
        (0.01, dates.only_the_year),
    ),
    ((0.01, dates.wrong_sex),),
    ((0.20, numbers.no_phone), (0.15, numbers.new_phone), (0.03, numbers.phone_digit)),
    ((0.10, numbers.no_kk), (0.04, numbers.kk_digit), (0.05, numbers.new_kk)),
    ((0.05, addresses.moved_near), (0.03, addresses.moved_far)),
    ((0.12, addresses.other_neighbourhood), (0.10, addresses.no_neighbourhood)),
)
MANNER = (names.sometimes_capitals, numbers.phone_prefix)
MODEL = Model(MISTAKES, MANNER)


def lab(*, people: int, newcomers: int, seed: int, hard: bool) -> World:
    """A register of `people` and `newcomers`; `hard` doubles every mistake of the newcomers."""
    dice = Random(seed)  # noqa: S311  # a measurement must repeat itself
    makings = Makings(dice, lab_names(dice), Places(dice, country=COUNTRY), Numbers(dice))
    street = Households(makings, Customs(twin_name=twin_name))
    town = settle(street, people=people, share=REGISTERED)
    return build(town, mix=MIX, model=MODEL, newcomers=newcomers, hard=hard)


def lab_names(dice: Random) -> Names:
    seldom = seldom_names(words.SYLLABLES, 4000, seed=COUNTRY)
    return names_of(
        words.LISTS.and_seldom(seldom),
        Ways(),
        dice=dice,
        variants=words.VARIANTS,
        never_alone=words.NEVER_ALONE,
    )


def twin_name(first: str, sex: str, names: Names) -> str:
    """Half the twins differ in the last vowel, most others in the first word."""
    given, *rest = first.split()
    luck = names.dice.random()
    if luck < 0.5 and len(given) > 3:
        return " ".join((given[:-1] + names.dice.choice("aiou"), *rest))
    if luck < 0.8:
        return " ".join((names.first(sex), *rest))
    return names.full(sex)
