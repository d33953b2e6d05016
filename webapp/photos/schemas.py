"""The words sealed in front of a picture: who took it, for which request, with whose consent."""

from webapp.intake import fields as wire
from webapp.intake.schemas import Strict


class PhotoConsentSchema(Strict):
    given_at = wire.Moment(required=True)
    notice_version = wire.line(40, least=1, required=True)


class PhotoContentSchema(Strict):
    id = wire.uuid()
    registration_id = wire.uuid()
    taken_at = wire.Moment(required=True)
    consent = wire.Part(PhotoConsentSchema, required=True)


class PhotoTextSchema(Strict):
    author = wire.uuid()
    kind = wire.choice("photo")
    content = wire.Part(PhotoContentSchema, required=True)


PHOTO_TEXT = PhotoTextSchema()
