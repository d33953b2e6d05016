"""The quick check of items agrees with marshmallow: it passes what is sound and nothing else."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from tests.story.bad_input.test_anything import anything, fields
from tests.story.bad_input.test_items import FULL, FULL_VISIT, WRONG
from tests.support.phones import registration, visit
from webapp.intake.schemas import CERTAIN, SCHEMA_OF

FULL_OF = {"registration": registration(**FULL), "visit": visit(**FULL_VISIT)}
fuzz = settings(max_examples=600)


def marshmallow_has_no_complaint(kind: str, item: Any) -> bool:
    try:
        SCHEMA_OF[kind].load(item)
    except ValidationError:
        return False
    return True


def assert_no_softer(kind: str, item: Any) -> None:
    assert not CERTAIN[kind](item) or marshmallow_has_no_complaint(kind, item), item


def test_sound_items_need_only_the_quick_check():
    for number in range(50):
        assert CERTAIN["registration"](registration())
        assert CERTAIN["visit"](visit())
        full = {**registration(**FULL), "duration_s": number}
        for field in FULL:
            assert CERTAIN["registration"]({**full, field: full[field]})
            assert CERTAIN["registration"]({name: full[name] for name in full if name != field})
    assert CERTAIN["visit"](visit(**FULL_VISIT))
    moment = "2026-11-23T02:12:00.123Z"  # as toISOString writes it
    assert CERTAIN["registration"](registration(captured_at=moment))


def test_every_wrong_value_in_every_field_is_left_to_marshmallow():
    for kind, item in FULL_OF.items():
        for field in item:
            for value in WRONG:
                assert_no_softer(kind, {**item, field: value})
            assert_no_softer(kind, {name: item[name] for name in item if name != field})


def test_what_stands_at_the_edge_is_judged_the_same():
    for kind, item in FULL_OF.items():
        for field, value in item.items():
            for edge in edges(value):
                assert_no_softer(kind, {**item, field: edge})
                assert CERTAIN[kind]({**item, field: edge}) == marshmallow_has_no_complaint(
                    kind, {**item, field: edge}
                ), (field, edge)


def edges(value: Any) -> list[Any]:
    """Values of the same type, one step inside and one outside of every limit in the schemas."""
    if isinstance(value, int | float):
        limits = (0, 1, 33, 90, 180, 1000, 1_000_000, 10_000_000, 2_147_483_647)
        return [sign * limit + step for limit in limits for sign in (1, -1) for step in (-1, 0, 1)]
    if isinstance(value, str):
        lengths = (0, 1, 2, 3, 13, 16, 30, 36, 40, 41, 100, 101, 200, 201, 500, 501)
        letters = [letter * length for length in lengths for letter in ("1", "a", "\u00e9")]
        return [*letters, value + "\n", value + " ", value + "\0", value.upper()]
    if isinstance(value, list):
        return [value * times for times in (0, 1, 2, 3, 4, 20, 21, 30, 31, 50, 51)]
    return [{**value, name: edge} for name in value for edge in edges(value[name])]


@fuzz
@given(st.sampled_from(sorted(FULL_OF)), st.dictionaries(fields, anything, min_size=1, max_size=3))
def test_no_made_up_item_passes_the_quick_check_that_marshmallow_would_refuse(kind, changes):
    assert_no_softer(kind, {**FULL_OF[kind], **changes})


@fuzz
@given(st.sampled_from(sorted(FULL_OF)), anything)
def test_nothing_else_passes_as_an_item(kind, item):
    assert not CERTAIN[kind](item)


@fuzz
@given(st.sampled_from(sorted(FULL_OF)), st.data())
def test_one_changed_letter_is_judged_no_softer(kind, data):
    content = json.dumps(FULL_OF[kind], ensure_ascii=False)
    place = data.draw(st.integers(0, 2000)) % len(content)
    letter = data.draw(st.characters(exclude_categories=("Cs",)))
    try:
        item = json.loads(content[:place] + letter + content[place + 1 :])
    except ValueError:
        return
    assert_no_softer(kind, item)
