"""Makes the workers' rows what their stories say: the golden record, the NIK, who stands for whom.

The one place that changes a row of a worker after it was made.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from webapp import contents
from webapp.errors import Problem
from webapp.extensions import db
from webapp.models import Link, Revision, Worker
from webapp.registry import queries
from webapp.registry.golden import Golden, Source, Whole, golden
from webapp.registry.locks import locked
from webapp.registry.stories import Joined, Story, stories

Revisions = Mapping[tuple[str, int], Revision]


def settle(held: Collection[Worker], *, taken: Problem | None) -> None:
    """Make these workers, who are held and stand for themselves, and all who are in them by a
    merge what the log says.

    Raise `taken` where another worker has the NIK that one of them would get; None leaves that
    one without until the next decision.
    """
    rows = {row.id: row for row in held}
    told = stories(rows.keys())
    whole = [(story, root.worker_id) for root in told for story in root.all()]
    inside = [story.worker_id for story, _ in whole if story.worker_id not in rows]
    rows |= {row.id: row for row in locked(inside)} if inside else {}
    texts = queries.revisions_of({link for story, _ in whole for link in linked(story)})
    niks: dict[str, str] = {}
    for story, root_id in whole:
        row, record = rows[story.worker_id], record_of(story, texts)
        if row.provenance != record.provenance:
            for name, value in golden_values(record, row.id).items():
                setattr(row, name, value)
        stands = row.id == root_id
        row.redirect_to = None if stands else root_id
        nik = record.content.get("nik") if stands and any(story.links()) else None
        if nik is not None:
            niks[row.id] = contents.nik_index(nik.strip())
        if row.nik_index != niks.get(row.id):
            row.nik_index = None
    # all let go before anybody takes: two may change NIKs
    db.session.flush()
    for worker_id, nik in sorted(niks.items(), key=lambda one: one[1]):
        claim(rows[worker_id], nik, taken)


def linked(story: Story) -> Iterable[Link]:
    """What the worker's record may rest on."""
    return *story.links(), story.made_by


def record_of(story: Story, texts: Revisions) -> Golden:
    """Of what holds; a worker to whom nobody is linked is as the first registration said."""
    held = any(story.links())
    return golden(parts(story, texts) if held else [source(story.made_by, texts)])


def parts(story: Story, texts: Revisions) -> list[Source | Whole]:
    return [
        Whole(parts(chapter.story, texts), chapter.merge.takes or ())
        if isinstance(chapter, Joined)
        else source(chapter, texts)
        for chapter in story.chapters
    ]


def source(link: Link, texts: Revisions) -> Source:
    content = contents.open_revision(texts[link.registration_id, link.revision])
    return Source(link.registration_id, link.revision, content, link.takes or ())


def golden_values(record: Golden, worker_id: str) -> dict[str, Any]:
    """The golden record as columns: sealed, with what lists and look-ups need."""
    return {
        "full_name": record.content["full_name"],
        "birth_date": date.fromisoformat(record.content["birth_date"]),
        "sex": record.content["sex"],
        "village_code": record.content["village_code"],
        "content": contents.seal_worker(record.content, worker_id),
        "provenance": record.provenance,
    }


def claim(worker: Worker, nik: str, taken: Problem | None) -> None:
    """The NIK is this worker's; the database knows whether it is another's."""
    if worker.nik_index == nik:
        return
    try:
        with db.session.begin_nested():
            worker.nik_index = nik
    except IntegrityError:
        if taken:
            raise taken from None
