"""A past handover as its file, made again from the sealed revisions that went over."""

from webapp import clock, places
from webapp.extensions import settings
from webapp.handover import queries
from webapp.handover.queries import Past
from webapp.handover.workbook import minutes_of, workbook
from webapp.words import in_indonesian


def xlsx(past: Past) -> bytes:
    """The XLSX file with its berita acara; BPJS reads it, so it is Indonesian whoever asks."""
    with in_indonesian():
        return written(past)


def written(past: Past) -> bytes:
    handed = queries.lines(past.handover.id)
    names = places.region_names()
    return workbook(
        handed=handed,
        minutes=minutes_of(
            office=names.get(past.handover.region_code, past.handover.region_code),
            by=past.by.full_name if past.by else "Operator",
            at=past.handover.handed_over_at,
            count=past.handover.row_count,
            by_district=queries.by_district(past.handover.id),
            names=names,
        ),
        names=names,
        folder=settings().instance_path / "files",
    )


def file_name(past: Past) -> str:
    """Names the day and the handover, and nobody."""
    made_on = clock.local_date(past.handover.handed_over_at)
    return f"serah-terima-{made_on:%Y%m%d}-{past.handover.id[:8]}.xlsx"
