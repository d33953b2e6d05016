"""Adds up what several volunteers reached, so that a column and its sum always agree."""

from collections.abc import Iterable

from webapp.rules.quota import Progress


def total_of(parts: Iterable[Progress], period: str) -> Progress:
    """The month of all of them together; each part was rounded before it was added."""
    members = list(parts)
    return Progress(
        period=period,
        target=sum(part.target for part in members),
        approved=sum(part.approved for part in members),
        waiting=sum(part.waiting for part in members),
        returned=sum(part.returned for part in members),
        rejected=sum(part.rejected for part in members),
        expected_by_today=sum(part.expected_by_today for part in members),
        gap=sum(part.gap for part in members),
    )
