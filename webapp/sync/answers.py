"""The shapes of the answers, for the OpenAPI document and the tests that hold answers to it."""

from marshmallow import EXCLUDE, Schema, fields, validate

from webapp.intake.schemas import RegistrationSchema
from webapp.models import Status

OUTCOMES = ("stored", "stored_before", "invalid", "conflict", "retry_later")


class Open(Schema):
    """An answer may gain fields; phones ignore what they do not know."""

    class Meta:
        unknown = EXCLUDE


class ProblemSchema(Open):
    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String())
    # of offset_differs: where to go on
    offset = fields.Integer()


class UserSchema(Open):
    id = fields.UUID(required=True)
    username = fields.String(required=True)
    full_name = fields.String(required=True)
    role = fields.String(required=True)
    region_code = fields.String(required=True)


class SealingKeySchema(Open):
    key_id = fields.String(required=True)
    public_key = fields.String(required=True)


class PhoneSchema(Open):
    device_id = fields.UUID(required=True)
    deposit_token = fields.String(required=True)
    sealing_key = fields.Nested(SealingKeySchema, required=True)
    user = fields.Nested(UserSchema, required=True)


class EnrolledSchema(PhoneSchema):
    token = fields.String(required=True)


class MatchSchema(Open):
    code = fields.String(required=True)


class ResultSchema(Open):
    id = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, validate=validate.OneOf(("registration", "visit")))
    revision = fields.Integer()
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    errors = fields.Dict(keys=fields.String())
    matches = fields.List(fields.Nested(MatchSchema))


class StoredSchema(Open):
    count = fields.Integer(required=True)
    sha256 = fields.String(required=True)


class MatchedSchema(Open):
    id = fields.String(required=True)
    matches = fields.List(fields.Nested(MatchSchema), required=True)


class StandingSchema(Open):
    server_time = fields.AwareDateTime(required=True)
    server_epoch = fields.UUID(required=True)
    backup_watermark = fields.AwareDateTime(required=True, allow_none=True)


class BatchAnswerSchema(StandingSchema):
    batch_id = fields.UUID(required=True)
    replayed = fields.Boolean(required=True)
    results = fields.List(fields.Nested(ResultSchema), required=True)
    stored = fields.Nested(StoredSchema)
    matches = fields.List(fields.Nested(MatchedSchema))


class DepositedItemSchema(Open):
    id = fields.String(required=True)
    kind = fields.String()
    revision = fields.Integer()
    outcome = fields.String(required=True, validate=validate.OneOf((*OUTCOMES, "quarantined")))
    errors = fields.Dict(keys=fields.String())


class DepositedSchema(StandingSchema):
    results = fields.List(fields.Nested(DepositedItemSchema), required=True)


class OpenedItemSchema(Open):
    id = fields.String(required=True)
    content = fields.Dict(required=True)


class ReopenedSchema(StandingSchema):
    opened = fields.List(fields.Nested(OpenedItemSchema), required=True)


class ReasonSchema(Open):
    field = fields.String()
    code = fields.String()
    text = fields.String()


class ChangeSchema(Open):
    """One of the kinds below; each adds its own fields."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(("registration", "quota", "reference", "photo_request")),
    )
    id = fields.String(required=True)


class ChangesSchema(StandingSchema):
    cursor = fields.String(required=True)
    more = fields.Boolean(required=True)
    changes = fields.List(fields.Nested(ChangeSchema), required=True)


class KnownItemSchema(Open):
    id = fields.String(required=True)
    revision = fields.Integer()


class ReceiptSchema(Open):
    issued_at = fields.AwareDateTime(required=True)
    device_id = fields.UUID(required=True)
    count = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    key_id = fields.String(required=True)
    signature = fields.String(required=True)


class ReconciledSchema(StandingSchema):
    have = fields.List(fields.Nested(KnownItemSchema), required=True)
    lacks = fields.List(fields.Nested(KnownItemSchema), required=True)
    differs = fields.List(fields.Nested(KnownItemSchema), required=True)
    receipt = fields.Nested(ReceiptSchema, required=True)


class UploadSchema(Open):
    offset = fields.Integer(required=True)
    complete = fields.Boolean(required=True)


class HeldRegistrationSchema(Open):
    id = fields.UUID(required=True)
    revision = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf([one.value for one in Status]))
    received_at = fields.AwareDateTime(required=True)
    registration = fields.Nested(RegistrationSchema, required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    note = fields.String(required=True, allow_none=True)


class ReferenceSchema(Open):
    """Everything a phone needs for days without the office; lists of small objects."""

    version = fields.String(required=True)
    form = fields.Dict(required=True)
    regency = fields.Dict(required=True, allow_none=True)
    territory = fields.Dict(required=True, allow_none=True)
    provinces = fields.List(fields.String(), required=True)
    home_regencies = fields.List(fields.String(), required=True)
    districts = fields.List(fields.Dict(), required=True)
    nik_districts = fields.List(fields.String(), required=True)
    villages = fields.List(fields.Dict(), required=True)
    occupations = fields.List(fields.Dict(), required=True)
    programmes = fields.List(fields.Dict(), required=True)
    contribution_tiers = fields.List(fields.Dict(), required=True)
    reliefs = fields.List(fields.Dict(), required=True)
    obstacles = fields.List(fields.Dict(), required=True)
    benefits = fields.List(fields.Dict(), required=True)
    consent_notice = fields.Dict(required=True)
    return_reasons = fields.List(fields.Dict(), required=True)
    finding_texts = fields.Dict(required=True)
    finding_texts_en = fields.Dict(required=True)
    quality_limits = fields.Dict(required=True)
    receipt_key = fields.Dict(required=True)
    sealing_key = fields.Nested(SealingKeySchema, required=True)
