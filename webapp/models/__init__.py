"""The tables, one file a noun: columns, constraints and nothing else."""

from webapp.models.audit_entry import AuditEntry
from webapp.models.backup import Backup, ServerEpoch
from webapp.models.batch import Batch
from webapp.models.change import Change
from webapp.models.decision import Decision
from webapp.models.deposit import Cause, Deposit
from webapp.models.device import Device, EnrolmentCode
from webapp.models.handover import Handover, HandoverRow
from webapp.models.match import Match
from webapp.models.member import Member
from webapp.models.merge import Merge
from webapp.models.photo import Photo, PhotoRequest, PhotoState, PhotoUpload
from webapp.models.profile import BlockingKey, NameFrequency, Profile
from webapp.models.quota import Quota
from webapp.models.region import Region
from webapp.models.registration import Registration, Revision, Status
from webapp.models.roll import Roll
from webapp.models.sign_in_attempt import SignInAttempt
from webapp.models.user import Role, User
from webapp.models.verdict import Verdict
from webapp.models.visit import Visit
from webapp.models.worker import Link, Worker

__all__ = [
    "AuditEntry",
    "Backup",
    "Batch",
    "BlockingKey",
    "Cause",
    "Change",
    "Decision",
    "Deposit",
    "Device",
    "EnrolmentCode",
    "Handover",
    "HandoverRow",
    "Link",
    "Match",
    "Member",
    "Merge",
    "NameFrequency",
    "Photo",
    "PhotoRequest",
    "PhotoState",
    "PhotoUpload",
    "Profile",
    "Quota",
    "Region",
    "Registration",
    "Revision",
    "Role",
    "Roll",
    "ServerEpoch",
    "SignInAttempt",
    "Status",
    "User",
    "Verdict",
    "Visit",
    "Worker",
]
