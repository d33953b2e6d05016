"""A body that cannot be read is refused as a whole, in clear words, and nothing of it is kept."""

import gzip
import json
import tracemalloc
import zlib
from typing import Any
from uuid import uuid4

import pytest

from tests.story.bad_input.refusals import assert_refused, nothing_kept
from tests.support.phones import Phone, batch, registration, visit

MEGABYTE = 1024 * 1024


def raw(body: Any) -> bytes:
    return json.dumps(body).encode()


SOUND = raw(batch(registration()))

TORN = {
    "nothing at all": b"",
    "no JSON": b"halo",
    "cut in the middle": SOUND[: len(SOUND) // 2],
    "something behind the end": SOUND + b"]",
    "two bodies in one": SOUND + SOUND,
    "NaN": SOUND.replace(b'"payment_months": 3', b'"payment_months": NaN'),
    "infinity": SOUND.replace(b'"payment_months": 3', b'"payment_months": 1e999'),
    "not UTF-8": SOUND.replace(b"Bekasi", b"Bek\xffsi"),
    "UTF-16": SOUND.decode().encode("utf-16"),
    "a NUL between": SOUND.replace(b", ", b",\0"),
    "a line break in a text": SOUND.replace(b"Bekasi", b"Bek\nsi"),
    "a list": b"[]",
    "a text": b'"kiriman"',
    "null": b"null",
    "nested deeper than anybody reads": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "nested deeper than can be written": b'{"a":' * 400 + b"1" + b"}" * 400,
    "half an emoji in an endless nest": b'{"a":' * 900 + rb'"\ud83d"' + b"}" * 900,
    "half an emoji and NaN": rb'{"a": "\ud83d", "b": NaN}',
    "half an emoji and a number of 5000 digits": rb'{"a": "\ud83d", "b": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", TORN.values(), ids=TORN)
def test_a_torn_body_is_refused_as_a_whole(app, phone: Phone, body):
    with nothing_kept(app):
        assert_refused(phone.put(body), 400, "malformed_body")
        assert_refused(phone.put(body, packed=False), 400, "malformed_body")


PACKED = gzip.compress(SOUND)
BADLY_PACKED = {
    "cut off": PACKED[:-9],
    "only its head": PACKED[:10],
    "nothing": b"",
    "not packed at all": SOUND,
    "something behind it": PACKED + b"x",
    "two of them": PACKED + PACKED,
    "a wrong sum at the end": PACKED[:-8] + bytes(8),
    "deflate without the head of gzip": zlib.compress(SOUND),
}


@pytest.mark.parametrize("body", BADLY_PACKED.values(), ids=BADLY_PACKED)
def test_a_badly_packed_body_is_refused(app, phone: Phone, body):
    with nothing_kept(app):
        assert_refused(put_packed(phone, body, "gzip"), 400, "malformed_body")


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "x-gzip", "identity;"])
def test_other_ways_of_packing_are_refused(app, phone: Phone, encoding):
    with nothing_kept(app):
        assert_refused(put_packed(phone, PACKED, encoding), 415, "unsupported_media_type")


def put_packed(phone: Phone, body: bytes, encoding: str):
    headers = {**phone.bearer, "Content-Type": "application/json", "Content-Encoding": encoding}
    return phone.client.put(f"/api/v1/batches/{uuid4()}", data=body, headers=headers)


@pytest.mark.parametrize("kind", ["", "text/plain", "text/json", "multipart/form-data", "\x7f"])
def test_what_does_not_call_itself_json_is_refused(app, phone: Phone, kind):
    with nothing_kept(app):
        headers = {**phone.bearer, "Content-Type": kind}
        answer = phone.client.put(f"/api/v1/batches/{uuid4()}", data=SOUND, headers=headers)
        assert_refused(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("packed", [True, False])
def test_two_megabytes_are_read_and_one_byte_more_is_not(app, phone: Phone, packed):
    with nothing_kept(app):
        space = b" " * (2 * MEGABYTE - len(SOUND))
        assert_refused(phone.put(SOUND + space + b" ", packed=packed), 413, "too_large")
    assert phone.put(SOUND + space, packed=packed).status_code == 200


def test_a_gzip_bomb_is_refused_before_it_unfolds(app, phone: Phone):
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(100)) + packer.flush()
    assert len(bomb) < MEGABYTE
    with nothing_kept(app):
        tracemalloc.start()
        try:
            assert_refused(put_packed(phone, bomb, "gzip"), 413, "too_large")
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 10 * MEGABYTE


def test_more_than_500_items_are_refused(app, phone: Phone):
    with nothing_kept(app):
        one, met = registration(), visit()
        assert_refused(phone.put(batch(*[one] * 300, visits=(met,) * 201)), 413, "too_large")
    assert phone.put(batch(*[one] * 300, visits=(met,) * 200)).status_code == 200


@pytest.mark.parametrize(
    "batch_id", ["1", str(uuid4()).upper(), f"{uuid4()}x", uuid4().hex, "%00", "%ff", "a" * 5000]
)
def test_a_batch_without_a_proper_id_is_not_found(app, phone: Phone, batch_id):
    with nothing_kept(app):
        assert_refused(phone.put(batch(registration()), batch_id), 404, "not_found")
        assert phone.get(f"/registrations/{batch_id}").status_code == 404


WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 2**63, 10**30, "", "x\0y", "x" * 3000, [], {})
AROUND = ("device_seq", "sealed_at", "app_version", "schema_version", "registrations", "visits")


@pytest.mark.parametrize("field", AROUND)
def test_a_wrong_word_around_the_items_is_named_and_nothing_is_kept(app, phone: Phone, field):
    with nothing_kept(app):
        body = batch(registration())
        for value in WRONG:
            if field in ("registrations", "visits") and value == []:
                continue
            answer = phone.put({**body, field: value})
            assert_refused(answer, 422, "invalid")
            assert list(answer.get_json()["errors"]) == [field]
        del body[field]
        answer = phone.put(body)
        assert_refused(answer, 422, "invalid")
        assert list(answer.get_json()["errors"]) == [field]


def test_an_unknown_word_around_the_items_is_named(app, phone: Phone):
    with nothing_kept(app):
        answer = phone.put({**batch(registration()), "kata_baru": 1})
        assert_refused(answer, 422, "invalid")
        assert list(answer.get_json()["errors"]) == ["kata_baru"]


def test_of_two_fields_with_one_name_the_last_counts_and_the_digest_knows_only_it(phone: Phone):
    one = registration(full_name="Nama Akhir")
    twice = raw(batch(one)).replace(b'"full_name"', b'"full_name": "Nama Awal", "full_name"')
    batch_id = str(uuid4())
    assert phone.put(twice, batch_id).status_code == 200
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert held["registration"] == one
