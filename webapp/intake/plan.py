"""Compares a batch with what is held: what is new in it, and the outcome of each item."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.intake import queries
from webapp.intake.preparing import Invalid, Prepared, Registered, Visited
from webapp.models import Status, User

Result = dict[str, Any]

# a correction moves the registration on until it left the office
OPEN_TO_CORRECTION = (
    Status.RECEIVED,
    Status.RETURNED,
    Status.APPROVED,
    Status.REJECTED,
    Status.MERGED,
)
LATE_CORRECTION = {"field": "revision", "code": "late_correction", "confirmed": False}


@dataclass
class Plan:
    """What is new in a batch; filled while its items are compared with what is held."""

    heads: dict[str, Registered] = field(default_factory=dict)
    moves: dict[str, Registered] = field(default_factory=dict)
    late: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    revisions: list[Registered] = field(default_factory=list)
    visits: list[Visited] = field(default_factory=list)


def compare(prepared: Sequence[Prepared], user: User) -> tuple[Plan, list[Result]]:
    """Decide each item's outcome from what is held and from the batch itself."""
    registrations = {item.id for item in prepared if isinstance(item, Registered)}
    heads = queries.heads(registrations) if registrations else {}
    held = queries.revision_digests(heads.keys())
    visits = queries.visit_digests({item.id for item in prepared if isinstance(item, Visited)})
    plan = Plan()
    results = []
    for item in prepared:
        if isinstance(item, Invalid):
            results.append(result_of(item, "invalid", errors=item.errors))
        elif isinstance(item, Visited):
            results.append(result_of(item, visit_outcome(item, visits, plan, user)))
        else:
            outcome = registration_outcome(item, heads.get(item.id), held, plan, user)
            results.append(result_of(item, outcome))
    return plan, results


def registration_outcome(
    item: Registered, head: Any, held: dict[tuple[str, int], str], plan: Plan, user: User
) -> str:
    if head is not None and head.user_id != user.id:
        return "conflict"
    key = (item.id, item.revision)
    if key in held:
        return "stored_before" if held[key] == item.digest else "conflict"
    held[key] = item.digest
    plan.revisions.append(item)
    if head is None:
        newest = plan.heads.get(item.id)
        if newest is None or newest.revision < item.revision:
            plan.heads[item.id] = item
    elif item.revision > max(head.revision, newest_revision(plan.moves.get(item.id))):
        if head.status in OPEN_TO_CORRECTION:
            plan.moves[item.id] = item
        else:
            plan.late[item.id] = [*head.flags, LATE_CORRECTION]
    return "stored"


def newest_revision(item: Registered | None) -> int:
    return item.revision if item else 0


def visit_outcome(item: Visited, held: dict[str, tuple[str, str]], plan: Plan, user: User) -> str:
    if item.id in held:
        return "stored_before" if held[item.id] == (user.id, item.digest) else "conflict"
    held[item.id] = (user.id, item.digest)
    plan.visits.append(item)
    return "stored"


def result_of(item: Prepared, outcome: str, **more: Any) -> Result:
    result: Result = {"id": item.id, "outcome": outcome, **more}
    if isinstance(item, Visited):
        return {**result, "kind": "visit"}
    if isinstance(item, Invalid):
        result["kind"] = item.kind
        return result if item.revision is None else {**result, "revision": item.revision}
    return {**result, "kind": "registration", "revision": item.revision}
