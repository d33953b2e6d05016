"""The shapes of the calls around the items (design/api.md), for judging and for the document."""

from marshmallow import validate

from webapp.intake import fields as wire
from webapp.intake.schemas import AT_MOST, MOST, REVISION, RegistrationSchema, Strict, VisitSchema
from webapp.photos.uploads import MOST_LENGTH
from webapp.words import lazy_gettext


class EnvelopeSchema(Strict):
    """A batch around its items; the items are judged one by one."""

    device_seq = wire.whole(0, MOST)
    sealed_at = wire.Moment(required=True)
    app_version = wire.line(40, least=1, required=True)
    schema_version = wire.whole(1, 10_000)


class BatchSchema(EnvelopeSchema):
    """The whole body of PUT /batches/{batch_id}, for the document."""

    registrations = wire.Many(wire.Part(RegistrationSchema), required=True)
    visits = wire.Many(wire.Part(VisitSchema), required=True)


class DeviceSchema(Strict):
    """Either a user name with its password, or a code from the office."""

    username = wire.line(40, least=1)
    password = wire.Word(validate=wire.length(1, 128))
    enrolment_code = wire.line(40, least=1)
    device_name = wire.line(100, least=1, required=True)


class HeldItemSchema(Strict):
    id = wire.uuid()
    revision = wire.whole(1, REVISION, required=False)
    digest = wire.pattern(r"[0-9a-f]{64}", lazy_gettext("Sidik isi rusak."), required=True)


class ReconcileSchema(Strict):
    items = wire.Many(
        wire.Part(HeldItemSchema),
        required=True,
        validate=validate.Length(max=500, error=AT_MOST),
    )


class SealedItemSchema(Strict):
    """One item only this office can open (docs/api.md, "Kotak tersegel")."""

    id = wire.uuid()
    digest = wire.pattern(r"[0-9a-f]{64}", lazy_gettext("Sidik isi rusak."), required=True)
    schema_version = wire.whole(1, 10_000)
    sealed = wire.Word(required=True, validate=wire.length(1, 60_000))


class SealedSchema(Strict):
    items = wire.Many(
        wire.Part(SealedItemSchema),
        required=True,
        validate=validate.Length(max=500, error=AT_MOST),
    )


class SealedToOpenSchema(Strict):
    """A draft has no digest yet: it comes with 64 zeros, and nothing is compared with them."""

    items = wire.Many(
        wire.Part(SealedItemSchema),
        required=True,
        validate=validate.Length(max=200, error=AT_MOST),
    )


class PhotoSchema(Strict):
    """A photo that was asked for, still in its box: how long that is, and its SHA-256."""

    request_id = wire.uuid()
    sha256 = wire.pattern(r"[0-9a-f]{64}", "Sidik isi rusak.", required=True)
    length = wire.whole(1, MOST_LENGTH)


ENVELOPE = EnvelopeSchema()
SEALED = SealedSchema()
SEALED_TO_OPEN = SealedToOpenSchema()
DEVICE = DeviceSchema()
RECONCILE = ReconcileSchema()
PHOTO = PhotoSchema()
