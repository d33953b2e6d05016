"""Anything at all may come over the wire: it is answered, never by a 500; nothing sound is lost."""

import gzip
import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.story.bad_input.refusals import CODES, assert_indonesian
from tests.story.bad_input.test_items import FULL, FULL_VISIT
from tests.support.phones import Phone, batch, registration, visit

# the same examples in every run; the office outlives them all
fuzz = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

text = st.text(st.characters(exclude_categories=()), max_size=40)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**40), max_value=10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=8,
)


def broken(item: dict[str, Any], changes: dict[str, Any], lost: set[str]) -> dict[str, Any]:
    return {name: value for name, value in {**item, **changes}.items() if name not in lost}


fields = st.sampled_from([*registration(**FULL), *visit(**FULL_VISIT)]) | text
changes = st.dictionaries(fields, anything, max_size=3)
lost = st.sets(fields, max_size=2)
items = st.builds(broken, st.builds(lambda: registration(**FULL)), changes, lost) | anything
visits = st.builds(broken, st.builds(lambda: visit(**FULL_VISIT)), changes, lost) | anything


def answered(response) -> dict[str, Any]:
    """The answer of any call: never a 500, and a problem is one of the catalogue."""
    assert response.status_code < 500
    answer: dict[str, Any] = response.get_json()
    if response.status_code >= 400:
        assert CODES[answer["code"]] == response.status_code
    assert_indonesian(answer)
    return answer


@fuzz
@given(st.lists(items, max_size=4), st.lists(visits, max_size=2))
def test_any_items_at_all_get_an_answer_each_and_the_sound_one_is_stored(
    phone: Phone, wrong, unseen
):
    sound = registration()
    body = batch(*wrong, sound, visits=tuple(unseen))
    batch_id = str(uuid4())
    first = phone.put(body, batch_id)
    answer = answered(first)
    if first.status_code != 200:
        # only what no machine can write down again sinks a whole batch
        assert answer["code"] == "malformed_body"
        return
    assert len(answer["results"]) == len(wrong) + 1 + len(unseen)
    assert answer["results"][len(wrong)]["outcome"] == "stored"
    again = answered(phone.put(body, batch_id))
    assert (again["replayed"], again["results"]) == (True, answer["results"])


@fuzz
@given(st.dictionaries(st.sampled_from([*batch()]) | text, anything, max_size=8))
def test_any_envelope_at_all_is_answered(phone: Phone, changes):
    answered(phone.put({**batch(registration()), **changes}))


@fuzz
@given(st.booleans(), st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1))
def test_a_body_with_bytes_changed_on_the_way_is_answered(phone: Phone, packed, changes):
    body = json.dumps(batch(registration())).encode()
    content = bytearray(gzip.compress(body) if packed else body)
    for place, byte in changes:
        content[place % len(content)] = byte
    headers = {**phone.bearer, "Content-Type": "application/json"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    path = f"/api/v1/batches/{uuid4()}"
    answered(phone.client.put(path, data=bytes(content), headers=headers))


@fuzz
@given(anything, st.sampled_from(["/devices", "/reconcile"]))
def test_any_body_at_all_is_answered_by_every_call(phone: Phone, body, path):
    answered(phone.post(path, body if isinstance(body, dict) else {"items": body}))


@fuzz
@given(text, text)
def test_any_address_at_all_is_answered(phone: Phone, one, other):
    one, other = (quote(word.encode("utf-8", "replace"), safe="") for word in (one, other))
    answered(phone.get(f"/changes?after={one}&limit={other}"))
    answered(phone.get(f"/changes?{one}={other}&limit"))
    if one not in ("", ".", ".."):
        assert phone.get(f"/registrations/{one}").status_code in (404, 308)
    answered(phone.get("/changes", Authorization=f"Bearer {one}"))
