"""The shapes of what a phone sends: a registration, a visit (design/api.md)."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, validate

from webapp.intake import fields as wire
from webapp.intake.compiled import Check, compile_check
from webapp.words import N_, gettext, lazy_gettext

# sequence numbers and revisions fit a database's 32-bit integer
MOST = 2_147_483_647
REVISION = 1_000
AT_MOST = lazy_gettext("Paling banyak {max}.")


class Strict(Schema):
    """Unknown fields are an error: a phone must not believe something was kept that was not."""

    error_messages = {
        "unknown": N_("Isian ini tidak dikenal."),
        "type": N_("Bentuk isian tidak dikenal."),
    }

    class Meta:
        unknown = RAISE


class ConsentSchema(Strict):
    notice_version = wire.line(40, least=1, required=True)
    method = wire.choice("tick", "thumbprint", "witness")
    given_at = wire.Moment(required=True)
    purposes = wire.Many(
        wire.pattern(
            r"[a-z][a-z0-9_-]{0,39}", lazy_gettext("Tujuan ini tidak dikenal."), required=True
        ),
        required=True,
        validate=validate.Length(max=20, error=AT_MOST),
    )


class ConfirmationSchema(Strict):
    """A warning that the volunteer looked at and says why it is right."""

    field = wire.pattern(r"[a-z_]{1,40}", lazy_gettext("Isian ini tidak dikenal."), required=True)
    code = wire.pattern(
        r"[a-z0-9_]{1,40}", lazy_gettext("Peringatan ini tidak dikenal."), required=True
    )
    reason = wire.line(200, least=1, required=True)


class LocationSchema(Strict):
    """Where the phone was: degrees in WGS 84, accuracy in metres."""

    lat = wire.real(-90, 90)
    lng = wire.real(-180, 180)
    accuracy_m = wire.real(0, 1_000_000)
    at = wire.Moment(required=True)


class RegistrationSchema(Strict):
    """R of design/api.md. What the regions and the rules must judge is judged after this."""

    id = wire.uuid()
    revision = wire.whole(1, REVISION)
    captured_at = wire.Moment(required=True)
    device_seq = wire.whole(0, MOST)
    nik = wire.line(40)
    nik_missing_reason = wire.line(200, least=1)
    full_name = wire.line(100, least=1, required=True)
    birth_place = wire.line(100, least=1, required=True)
    birth_date = wire.Day(required=True)
    sex = wire.choice("M", "F")
    mother_name = wire.line(100, least=1)
    kk_number = wire.pattern(r"[0-9]{16}", lazy_gettext("Nomor KK harus 16 angka."))
    phone = wire.line(30, least=1)
    email = wire.line(100, least=3)
    address = wire.line(200, least=1, required=True)
    rt = wire.pattern(r"[0-9]{1,3}", lazy_gettext("RT harus 1 sampai 3 angka."))
    rw = wire.pattern(r"[0-9]{1,3}", lazy_gettext("RW harus 1 sampai 3 angka."))
    hamlet = wire.line(100, least=1)
    village_code = wire.line(13, least=1, required=True)
    occupation_code = wire.line(40, least=1, required=True)
    work_location = wire.line(200, least=1)
    income_tier = wire.whole(1, 33)
    programmes = wire.Many(
        wire.choice("JKK", "JKM", "JHT"),
        required=True,
        validate=validate.Length(min=1, max=3, error=lazy_gettext("Harus 1 sampai 3 program.")),
    )
    payment_months = wire.Whole(
        strict=True,
        required=True,
        validate=validate.OneOf((1, 3, 6, 12), error=lazy_gettext("Harus 1, 3, 6, atau 12 bulan.")),
    )
    funding = wire.choice("self", "apbd", "apbdes", "csr")
    previous_member_number = wire.pattern(
        r"[0-9]{11}", lazy_gettext("Nomor peserta harus 11 angka.")
    )
    consent = wire.Part(ConsentSchema, required=True)
    confirmations = wire.Many(
        wire.Part(ConfirmationSchema), validate=validate.Length(max=50, error=AT_MOST)
    )
    location = wire.Part(LocationSchema)
    duration_s = wire.whole(0, 10_000_000, required=False)
    note = wire.text(500)


class VisitSchema(Strict):
    """V of design/api.md."""

    id = wire.uuid()
    visited_at = wire.Moment(required=True)
    device_seq = wire.whole(0, MOST)
    village_code = wire.line(13, least=1, required=True)
    occupation_code = wire.line(40, least=1)
    result = wire.choice(
        "registered", "interested", "refused", "absent", "already_member", "not_eligible"
    )
    obstacles = wire.Many(
        wire.line(40, least=1),
        required=True,
        validate=validate.Length(max=30, error=AT_MOST),
    )
    note = wire.text(500)
    follow_up_on = wire.Day()
    registration_id = wire.uuid(required=False)


REGISTRATION = RegistrationSchema()
VISIT = VisitSchema()

CERTAIN: Mapping[str, Check] = {
    "registration": compile_check(REGISTRATION),
    "visit": compile_check(VISIT),
}
SCHEMA_OF: Mapping[str, Schema] = {"registration": REGISTRATION, "visit": VISIT}


def item_errors(kind: str, item: object) -> dict[str, list[str]]:
    """What is wrong with one item, by field; empty when it is sound.

    The compiled check says yes to sound items ten times faster than marshmallow. Whatever it
    is not sure about, marshmallow decides.
    """
    if CERTAIN[kind](item):
        return {}
    return errors_of(SCHEMA_OF[kind], item)


def errors_of(schema: Schema, content: object) -> dict[str, list[str]]:
    """The complaints by field; those from deeper inside a field stand under its own name."""
    try:
        # the loaded values are not used: what is stored is what the phone sent
        schema.load(content)  # type: ignore[arg-type]
    except ValidationError as error:
        return {
            field: list(dict.fromkeys(complaints(messages)))
            for field, messages in error.messages_dict.items()
        }
    return {}


def complaints(messages: Any) -> Iterator[str]:
    """All texts below, whether marshmallow sorted them by field or by place in a list."""
    if isinstance(messages, str):
        # those of marshmallow's own are still keys; what is in words already is none
        yield gettext(messages)
    else:
        for below in messages.values() if isinstance(messages, dict) else messages:
            yield from complaints(below)
