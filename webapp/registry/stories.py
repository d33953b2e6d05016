"""Tells which registrations a worker is made of now, and in which order, from the log of events.

A registration belongs to the worker that a decision linked it to. A merge puts all of one worker
at one place in another's story; without that merge the story is as if it had never been.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.models import Link, Merge
from webapp.registry import queries


@dataclass(frozen=True, slots=True)
class Joined:
    """Another worker's story inside this one."""

    merge: Merge
    story: "Story"


@dataclass(frozen=True, slots=True)
class Story:
    """A worker: the link that made them, and what holds now in the order of first linking."""

    worker_id: str
    made_by: Link
    chapters: Sequence[Link | Joined]

    def links(self) -> Iterator[Link]:
        """Every link that holds, also of those who were merged into this worker."""
        for chapter in self.chapters:
            if isinstance(chapter, Joined):
                yield from chapter.story.links()
            else:
                yield chapter

    def all(self) -> Iterator["Story"]:
        """This story and all inside it."""
        yield self
        for chapter in self.chapters:
            if isinstance(chapter, Joined):
                yield from chapter.story.all()


def stories(worker_ids: Collection[str]) -> list[Story]:
    """The stories of these workers, for whom nobody else stands."""
    merges = queries.merges_into(worker_ids)
    places = queries.first_events([merge.id for merge in merges])
    into: dict[str, list[tuple[int, Merge]]] = defaultdict(list)
    for merge in merges:
        into[merge.keep_id].append((places[merge.id], merge))
    own = own_chapters({*worker_ids, *(merge.gone_id for merge in merges)})
    return [told(worker_id, own, into) for worker_id in sorted(worker_ids)]


@dataclass(frozen=True, slots=True)
class Own:
    """A worker's own part of the log: the first link ever, and those that hold by place."""

    made_by: Link
    links: list[tuple[int, Link]]


def told(
    worker_id: str, own: Mapping[str, Own], into: Mapping[str, list[tuple[int, Merge]]]
) -> Story:
    mine = own[worker_id]
    chapters: list[tuple[int, Link | Joined]] = [
        *mine.links,
        *(
            (place, Joined(merge, told(merge.gone_id, own, into)))
            for place, merge in into.get(worker_id, ())
        ),
    ]
    in_order = sorted(chapters, key=lambda chapter: chapter[0])
    return Story(worker_id, mine.made_by, [chapter for _, chapter in in_order])


def own_chapters(worker_ids: Collection[str]) -> dict[str, Own]:
    last: dict[str, Link] = {}
    places: dict[tuple[str, str], int] = {}
    found: dict[str, Own] = {}
    for event in queries.own_links(worker_ids):
        last[event.registration_id] = event
        if event.action == "link":
            # a corrected registration that is linked again keeps its place
            places.setdefault((event.worker_id, event.registration_id), event.id)
            found.setdefault(event.worker_id, Own(event, []))
    for event in last.values():
        if event.action == "link":
            place = places[event.worker_id, event.registration_id]
            found[event.worker_id].links.append((place, event))
    return found
