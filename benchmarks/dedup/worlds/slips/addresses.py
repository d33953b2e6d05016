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
