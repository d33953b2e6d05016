"""What is kept of a match: the row that the desk shows, without the value of any field."""

from datetime import datetime
from typing import Any

from webapp.dedup.recognition import Candidate


def match_row(candidate: Candidate, *, model: str, now: datetime) -> dict[str, Any]:
    """`model` is the name of the one that judged."""
    return {
        "registration_id": candidate.registration_id,
        "kind": candidate.kind,
        "other_id": candidate.other_id,
        "code": candidate.code,
        "score": candidate.score,
        "band": candidate.band,
        "parts": {name: [level, round(bits, 2)] for name, level, bits in candidate.judgement.parts},
        "model": model,
        "found_at": now,
    }
