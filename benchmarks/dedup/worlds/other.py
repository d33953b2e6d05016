"""The other world: other names and other mistakes than the lab's, to show nothing fits one only."""

from itertools import count
from random import Random

from benchmarks.dedup.worlds import arrivals
from benchmarks.dedup.worlds.build import build
from benchmarks.dedup.worlds.households import Customs, Households
from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.names import Names, Peoples, Ways, names_of
from benchmarks.dedup.worlds.numbers import Numbers
from benchmarks.dedup.worlds.places import Places
from benchmarks.dedup.worlds.rows import World
from benchmarks.dedup.worlds.slips import (
    addresses,
    confusions,
    dates,
    guesses,
    names,
    numbers,
    spoken,
)
from benchmarks.dedup.worlds.slips.model import Model
from benchmarks.dedup.worlds.town import settle
from benchmarks.dedup.worlds.words import other as words
from benchmarks.dedup.worlds.words.seldom import seldom_names

COUNTRY = 7
SELDOM = 600  # words for each people
REGISTERED = 0.55
IN_THE_REGISTER = 0.4

MIX: arrivals.Mix = (
    (0.35, "dup", arrivals.dup),
    (0.06, "twin", arrivals.twin),
    (0.06, "sibling", arrivals.sibling),
    (0.05, "father_son", arrivals.lookalike),
    (0.03, "relative", arrivals.relative),
    (0.05, "cousin", arrivals.cousin),
    (0.12, "same_name_village", arrivals.same_name_village),
    (0.03, "same_name_dob", arrivals.same_name_birthday),
    (0.25, "random_new", arrivals.stranger),
)

# the NIK first: a birthday may be read from it
MISTAKES = (
    (
        (0.030, numbers.no_nik),
        (0.035, confusions.nik_lookalike),
        (0.025, numbers.nik_swapped),
        (0.012, confusions.nik_doubled),
        (0.008, confusions.nik_is_kk),
        (0.007, confusions.nik_of_spouse),
        (0.006, confusions.nik_serial_guessed),
        (0.007, numbers.nik_digit_dropped),
    ),
    ((0.12, names.spelled_otherwise(words.VARIANTS, words.SPELLINGS)),),
    ((0.07, spoken.heard_wrongly(words.HEARD)),),
    ((0.05, spoken.joined_or_split(words.BEGINNINGS)),),
    ((0.06, names.word_dropped),),
    ((0.02, spoken.initials), (0.02, spoken.called)),
    ((0.02, names.order_changed),),
    ((0.06, spoken.key_beside),),
    ((0.08, spoken.husband_added), (0.02, spoken.father_added)),
    ((0.05, names.titled(words.TITLES)),),
    ((0.02, names.titled(words.DEGREES)),),
    (
        (0.010, dates.no_birthday),
        (0.015, guesses.birthday_from_nik),
        (0.012, dates.day_and_month_swapped),
        (0.012, guesses.birthday_misread),
        (0.010, guesses.year_guessed),
        (0.006, guesses.first_of_july),
        (0.006, guesses.age_rounded),
        (0.006, guesses.day_off),
    ),
    ((0.012, dates.wrong_sex),),
    (
        (0.12, numbers.no_phone),
        (0.12, numbers.new_phone),
        (0.05, confusions.phone_of_village),
        (0.03, confusions.phone_lookalike),
        (0.01, confusions.phone_dropped),
    ),
    (
        (0.06, numbers.no_kk),
        (0.03, confusions.kk_lookalike),
        (0.02, confusions.kk_swapped),
        (0.01, confusions.kk_is_nik),
        (0.06, numbers.new_kk),
    ),
    ((0.04, addresses.moved_near), (0.05, addresses.moved_far)),
    (
        (0.05, addresses.other_neighbourhood),
        (0.04, addresses.neighbourhood_split),
        (0.03, addresses.neighbourhood_swapped),
        (0.02, addresses.neighbourhood_repeated),
        (0.06, addresses.no_neighbourhood),
    ),
    ((0.06, confusions.left_empty),),
)
MANNER = (spoken.cased, confusions.phone_written, addresses.neighbourhood_short)
MODEL = Model(MISTAKES, MANNER)

# share, lists, ways
PEOPLES = (
    (0.30, words.JAVANESE, Ways(one_word=0.42, long=0.04)),
    (0.20, words.BETAWI, Ways(one_word=0.35, long=0.05)),
    (0.08, words.BATAK, Ways(one_word=0.02, long=0.12, clan=0.97)),
    (0.07, words.MINANG, Ways(one_word=0.25, long=0.08, clan=0.15)),
    (0.15, words.MODERN, Ways(one_word=0.03, long=0.40, longer=0.20)),
    (0.20, words.ARABIC, Ways(one_word=0.08, long=0.35, longer=0.25)),
)


def other(*, people: int, newcomers: int, seed: int, hard: bool) -> World:
    """A register of `people` and `newcomers`; `hard` doubles every mistake of the newcomers."""
    dice = Random(seed)  # noqa: S311  # a measurement must repeat itself
    makings = Makings(dice, peoples(dice), Places(dice, country=COUNTRY), Numbers(dice))
    customs = Customs(
        twin_name=twin_name,
        born_here=0.45,
        another_child=0.75,
        twins=0.022,
        same_phone=0.5,
        junior=0.015,
        longer=0.02,
        patronym_son=0.12,
        other_birthday=0.02,
    )
    town = settle(Households(makings, customs), people=people, share=REGISTERED)
    return build(
        town,
        mix=MIX,
        model=MODEL,
        newcomers=newcomers,
        hard=hard,
        in_the_register=IN_THE_REGISTER,
    )


def peoples(dice: Random) -> Peoples:
    """Families from Java, Betawi, Batak and Minang lands, modern ones and pious ones."""
    seldom = seldom_names(words.SYLLABLES, SELDOM * len(PEOPLES), seed=COUNTRY)
    return Peoples(
        dice,
        [
            names_of(
                lists.and_seldom(seldom[start : start + SELDOM]),
                ways,
                dice=dice,
                variants=words.VARIANTS,
                never_alone=words.NEVER_ALONE,
                exponent=0.85,
            )
            for start, (_, lists, ways) in zip(count(0, SELDOM), PEOPLES, strict=False)
        ],
        [share for share, _, _ in PEOPLES],
    )


def twin_name(first: str, sex: str, names: Names) -> str:
    """Twins share the first word, or all but the first, or rhyme."""
    given, *rest = first.split()
    luck = names.dice.random()
    if luck < 0.4:
        return f"{given} {names.last(sex)}"
    if luck < 0.7:
        return " ".join((names.first(sex), *rest))
    if luck < 0.85:
        return " ".join((names.dice.choice("BDHNRTY") + given[1:], *rest))
    return names.full(sex)
