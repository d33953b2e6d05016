"""Makes what an address of the office can name: all of it belongs to one volunteer."""

from uuid import uuid4

from flask import Flask

from tests.support.people import DISTRICT, REGENCY, People
from tests.support.phones import Json, batch, enrolled, registration
from tests.support.photos import Camera, asked, picture, sha256
from webapp import clock
from webapp.extensions import db
from webapp.handover import operations as handover
from webapp.models import Cause, Deposit, Role, User
from webapp.models.columns import new_id
from webapp.photos import operations as photos
from webapp.review import operations as review
from webapp.review.judge import Seen


class Objects:
    """Each call makes a new one; its name is that of the place in the address."""

    def __init__(self, app: Flask, people: People) -> None:
        self._app = app
        self._people = people
        self._phone = enrolled(app, people.volunteer)
        self._last: Json = {}
        # a few routes find nothing without it
        self.form = {"at": "2026-11-23T09:12:00+00:00"}

    def batch_id(self, *more: Json) -> str:
        batch_id = str(uuid4())
        assert self._phone.put(batch(registration(), *more), batch_id).status_code == 200
        return batch_id

    def registration_id(self) -> str:
        """An approved one; the form takes its approval back."""
        one = self._last = registration()
        self._phone.send(one)
        with self._app.app_context():
            by = db.session.get_one(User, self._people.supervisor)
            decision = review.approve(seen=Seen(one["id"], 1), note="benar", by=by)
            db.session.commit()
            self.form["decision"] = str(decision.id)
        return str(one["id"])

    def other_id(self) -> str:
        """The same person as the registration before it, met once more."""
        again = registration(**{**self._last, "id": str(uuid4())})
        self._phone.send(again)
        return str(again["id"])

    def request_id(self) -> str:
        """A photo of somebody's identity card that was asked for and came."""
        camera, request = self._asked()
        answer = camera.send(request, camera.box(request, picture(size=(32, 20))))
        assert answer.get_json()["complete"]
        return str(request["id"])

    def sha256(self) -> str:
        """A photo that begins to come."""
        camera, request = self._asked()
        box = camera.box(request, picture(size=(32, 20)))
        assert camera.begin(request, box).status_code == 200
        return sha256(box)

    def _asked(self) -> tuple[Camera, Json]:
        one = registration()
        self._phone.send(one)
        with self._app.app_context():
            by = db.session.get_one(User, self._people.supervisor)
            photos.ask(registration_id=one["id"], reason="NIK perlu dicocokkan.", by=by)
            db.session.commit()
        return Camera.of(self._phone), asked(self._phone, one)

    def device_id(self) -> str:
        """A phone with sealed work that waits to be claimed."""
        with self._app.app_context():
            deposit = Deposit(
                item_id=new_id(),
                digest="0" * 64,
                device_id=self._phone.device_id,
                user_id=self._people.volunteer,
                region_code=DISTRICT,
                cause=Cause.REVOKED,
                schema_version=1,
                sealed=b"",
                received_at=clock.now(),
            )
            db.session.add(deposit)
            db.session.commit()
        return self._phone.device_id

    def user_id(self) -> str:
        """Somebody new: a route may end an account."""
        user_id = new_id()
        with self._app.app_context():
            user = User(
                id=user_id,
                username=f"relawan-{uuid4().hex[:20]}",
                full_name="Relawan Baru",
                password_hash="-",
                role=Role.VOLUNTEER,
                region_code=DISTRICT,
                created_at=clock.now(),
            )
            db.session.add(user)
            db.session.commit()
        self._phone = enrolled(self._app, user_id)
        return user_id

    def handover_id(self) -> str:
        self.registration_id()
        with self._app.app_context():
            made = handover.hand_over(territory=REGENCY, by=None)
            db.session.commit()
            assert made
            return made.id
