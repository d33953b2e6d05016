"""People move, and RT/RW are known by heart by few."""

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft


def moved_near(draft: Draft, makings: Makings) -> None:
    draft.village = makings.places.village_near(draft.village)
    settled(draft, makings)


def moved_far(draft: Draft, makings: Makings) -> None:
    draft.village = makings.places.village()
    settled(draft, makings)


def settled(draft: Draft, makings: Makings) -> None:
    if draft.village != draft.of.village:
        other_neighbourhood(draft, makings)


def other_neighbourhood(draft: Draft, makings: Makings) -> None:
    rt, rw = makings.places.neighbourhood()
    draft.rt, draft.rw = f"{rt:03d}", f"{rw:03d}"


def no_neighbourhood(draft: Draft, _: Makings) -> None:
    """Left empty; who has just moved knows where to."""
    if draft.village == draft.of.village:
        draft.rt = draft.rw = ""


def neighbourhood_swapped(draft: Draft, _: Makings) -> None:
    """RT in the box of RW and the other way round."""
    draft.rt, draft.rw = draft.rw, draft.rt


def neighbourhood_repeated(draft: Draft, _: Makings) -> None:
    draft.rw = draft.rt


def neighbourhood_split(draft: Draft, makings: Makings) -> None:
    """The village has a new RT where the old one was."""
    rt, _ = makings.places.neighbourhood()
    draft.rt = f"{rt:03d}"


def neighbourhood_short(draft: Draft, makings: Makings) -> None:
    """001, 01 and 1 are the same."""
    width = makings.dice.choice((3, 3, 3, 2, 1))
    if width < 3 and draft.rt and draft.rw:
        draft.rt, draft.rw = f"{int(draft.rt):0{width}d}", f"{int(draft.rw):0{width}d}"
