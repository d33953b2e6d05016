"""The invented volunteers' days: people met, written down, and sent together."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from webapp import clock, contents
from webapp.accounts import operations as accounts
from webapp.cli.demo.cast import TRADES, Volunteer
from webapp.cli.demo.ground import put_in_order
from webapp.cli.demo.staff import Staff
from webapp.cli.demo.visits import visits
from webapp.cli.demo.workers import Content, Crowd
from webapp.intake import operations as intake
from webapp.intake.preparing import Item, circumstances_of, prepare
from webapp.places import regions

# how often somebody is met who was registered before
MET_BEFORE = 0.025
APP_VERSION = "demo"


@dataclass(frozen=True)
class Sent:
    """The registrations that a volunteer sent together."""

    volunteer: Volunteer
    contents: Sequence[Content]


@dataclass
class Field:
    dice: Random
    staff: Staff
    sequence: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.dice)

    def send(self, volunteer: Volunteer, size: int) -> Sent:
        """A batch of some days' work, with the visits between."""
        villages = villages_of(volunteer.region_code)
        # a volunteer works some villages at a time
        some = self.dice.sample(villages, min(3, len(villages)))
        met = [self.meet(volunteer, some) for _ in range(size)]
        put_in_order(met, Random(met[0]["id"]))  # noqa: S311 - the same story each time
        self.transmit(
            volunteer,
            met,
            visits(
                self.crowd,
                number=size // 3,
                place=volunteer.trades,
                villages=some,
                until=clock.now(),
                seq=self.next_number(volunteer, size // 3),
            ),
        )
        return Sent(volunteer, met)

    def send_corrected(self, volunteer: Volunteer, returned: Sequence[Content]) -> Sent:
        """The same registrations once more, as the cards have it."""
        captured_at = clock.now() - timedelta(minutes=self.dice.randint(20, 300))
        fixed = [self.crowd.corrected(content, captured_at=captured_at) for content in returned]
        self.transmit(volunteer, fixed, [])
        return Sent(volunteer, fixed)

    def meet(self, volunteer: Volunteer, villages: Sequence[str]) -> Content:
        captured_at = clock.now() - timedelta(hours=self.dice.uniform(1, 60))
        number = self.next_number(volunteer)
        with_card = [known for known in self.crowd.known if "nik" in known]
        if with_card and self.dice.random() < MET_BEFORE:
            known = self.dice.choice(with_card)
            return self.crowd.again(known, captured_at=captured_at, device_seq=number)
        village = self.dice.choice(villages)
        return self.crowd.worker(
            village=village,
            trades=TRADES[volunteer.trades],
            captured_at=captured_at,
            device_seq=number,
        )

    def transmit(
        self, volunteer: Volunteer, registrations: Sequence[Content], met: Sequence[Content]
    ) -> None:
        user, device = self.staff.users[volunteer.username], self.staff.phones[volunteer.username]
        body = contents.canonical({"registrations": registrations, "visits": met})
        items = [
            *(Item("registration", content, {}) for content in registrations),
            *(Item("visit", content, {}) for content in met),
        ]
        prepared = prepare(items, circumstances_of(user))
        intake.receive(
            incoming=intake.Incoming(
                id=self.crowd.new_id(),
                digest=hashlib.sha256(body).hexdigest(),
                device_seq=self.next_number(volunteer),
                sealed_at=clock.now() - timedelta(seconds=30),
                app_version=APP_VERSION,
                schema_version=1,
            ),
            prepared=prepared,
            searched=intake.look_for(prepared),
            device=device,
            user=user,
        )
        accounts.touch_device(device=device, app_version=APP_VERSION)

    def next_number(self, volunteer: Volunteer, many: int = 1) -> int:
        self.sequence[volunteer.username] += many
        return self.sequence[volunteer.username]


def villages_of(region_code: str) -> list[str]:
    return [one.code for one in regions("village") if one.code.startswith(f"{region_code}.")]
