"""Plays two months of an invented office, step by step through the real operations.

Every step happens at its own moment, so the trail, the feeds and the numbers are as true as in a
real office; only the people are invented.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from webapp import clock
from webapp.cli.demo.cast import REGENCY, VOLUNTEERS, Volunteer
from webapp.cli.demo.desk import Desk
from webapp.cli.demo.field import Field, Sent
from webapp.cli.demo.staff import Staff
from webapp.cli.demo.workers import Content
from webapp.handover.operations import hand_over
from webapp.progress.operations import set_quotas
from webapp.progress.periods import first_moment, moved, this_period

SEED = 3216
OFFICE_OPENED = timedelta(days=75)
OFFICE_HOUR = timedelta(hours=9)
NEWCOMER_CAME = timedelta(days=4)

Step = Callable[[], None]


@dataclass
class Story:
    """What still happens, in the order of time; nothing happens after `end`."""

    end: datetime
    dice: Random
    staff: Staff
    volunteers: Field
    supervisors: Desk
    steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def later(self, moment: datetime, step: Step) -> None:
        if moment <= self.end:
            heappush(self.steps, (moment, next(self.numbers), step))

    def play(self) -> None:
        """Take every step with the clock at its moment."""
        present = clock.source
        try:
            while self.steps:
                moment, _, step = heappop(self.steps)
                clock.source = partial(at, moment)
                step()
        finally:
            clock.source = present


def at(moment: datetime) -> datetime:
    return moment


def play() -> None:
    """The whole story, up to now; nothing is committed here."""
    end, dice, staff = clock.now(), Random(SEED), Staff()  # noqa: S311 - the same story each time
    story = Story(end, dice, staff, Field(dice, staff), Desk(dice, staff))
    opened, this_month = end - OFFICE_OPENED, this_period()
    story.later(opened, staff.open)
    for volunteer in VOLUNTEERS:
        came = opened if volunteer.batches else end - NEWCOMER_CAME
        story.later(came, partial(staff.hire_volunteer, volunteer))
        plan_batches(story, volunteer)
    last_month = moved(this_month, -1)
    # targets are set on the first morning of a month, and again when a newcomer has come
    story.later(first_moment(last_month) + OFFICE_HOUR, partial(set_targets, staff, last_month))
    story.later(first_moment(this_month) + OFFICE_HOUR, partial(set_targets, staff, this_month))
    story.later(end - NEWCOMER_CAME + OFFICE_HOUR, partial(set_targets, staff, this_month))
    for morning in (timedelta(days=-1), timedelta(days=11)):
        story.later(first_moment(this_month) + morning + OFFICE_HOUR, partial(go_over, staff))
    story.play()


def plan_batches(story: Story, volunteer: Volunteer) -> None:
    latest = len(volunteer.batches) - 1
    for place, size in enumerate(volunteer.batches):
        days = volunteer.quiet + (latest - place) * volunteer.every
        story.later(story.end - timedelta(days=days), partial(sync, story, volunteer, size))


def sync(story: Story, volunteer: Volunteer, size: int) -> None:
    decide_later(story, story.volunteers.send(volunteer, size))


def decide_later(story: Story, sent: Sent) -> None:
    """Supervisors look at what came in a day or so later."""
    moment = clock.now() + timedelta(days=story.dice.uniform(0.7, 1.6))
    story.later(moment, partial(decide, story, sent))


def decide(story: Story, sent: Sent) -> None:
    returned = story.supervisors.decide(sent)
    # most of what goes back is corrected within days, some is not yet
    corrected = [content for content in returned if story.dice.random() < 0.6]
    if corrected:
        moment = clock.now() + timedelta(days=story.dice.uniform(1, 4))
        story.later(moment, partial(correct, story, sent.volunteer, corrected))


def correct(story: Story, volunteer: Volunteer, contents: list[Content]) -> None:
    decide_later(story, story.volunteers.send_corrected(volunteer, contents))


def set_targets(staff: Staff, month: str) -> None:
    targets = {
        staff.users[one.username].id: one.target
        for one in VOLUNTEERS
        if one.target is not None and one.username in staff.users
    }
    set_quotas(targets=targets, period=month, by=staff.coordinator)


def go_over(staff: Staff) -> None:
    hand_over(territory=REGENCY, by=staff.coordinator)
