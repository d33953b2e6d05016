"""The Core tables behind the models that a sync writes without the ORM."""

from typing import cast

from sqlalchemy import Table

from webapp.models.audit_entry import AuditEntry
from webapp.models.batch import Batch
from webapp.models.change import Change
from webapp.models.handover import HandoverRow
from webapp.models.match import Match
from webapp.models.registration import Registration, Revision
from webapp.models.visit import Visit

AUDIT_ENTRIES = cast(Table, AuditEntry.__table__)
BATCHES = cast(Table, Batch.__table__)
CHANGES = cast(Table, Change.__table__)
HANDOVER_ROWS = cast(Table, HandoverRow.__table__)
MATCHES = cast(Table, Match.__table__)
REGISTRATIONS = cast(Table, Registration.__table__)
REVISIONS = cast(Table, Revision.__table__)
VISITS = cast(Table, Visit.__table__)
