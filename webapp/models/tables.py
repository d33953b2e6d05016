"""The Core tables behind the models that are written many rows at a time, without the ORM."""

from typing import cast

from sqlalchemy import Table

from webapp.models.audit_entry import AuditEntry
from webapp.models.batch import Batch
from webapp.models.change import Change
from webapp.models.decision import Decision
from webapp.models.deposit import Deposit
from webapp.models.handover import HandoverRow
from webapp.models.match import Match
from webapp.models.member import Member
from webapp.models.photo import PhotoRequest, PhotoUpload
from webapp.models.profile import BlockingKey, NameFrequency, Profile
from webapp.models.registration import Registration, Revision
from webapp.models.verdict import Verdict
from webapp.models.visit import Visit
from webapp.models.worker import Link, Worker

AUDIT_ENTRIES = cast(Table, AuditEntry.__table__)
BATCHES = cast(Table, Batch.__table__)
BLOCKING_KEYS = cast(Table, BlockingKey.__table__)
CHANGES = cast(Table, Change.__table__)
DECISIONS = cast(Table, Decision.__table__)
DEPOSITS = cast(Table, Deposit.__table__)
HANDOVER_ROWS = cast(Table, HandoverRow.__table__)
LINKS = cast(Table, Link.__table__)
MATCHES = cast(Table, Match.__table__)
MEMBERS = cast(Table, Member.__table__)
NAME_FREQUENCIES = cast(Table, NameFrequency.__table__)
PHOTO_REQUESTS = cast(Table, PhotoRequest.__table__)
PHOTO_UPLOADS = cast(Table, PhotoUpload.__table__)
PROFILES = cast(Table, Profile.__table__)
REGISTRATIONS = cast(Table, Registration.__table__)
REVISIONS = cast(Table, Revision.__table__)
VERDICTS = cast(Table, Verdict.__table__)
VISITS = cast(Table, Visit.__table__)
WORKERS = cast(Table, Worker.__table__)
