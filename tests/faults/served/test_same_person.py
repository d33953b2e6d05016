"""Two volunteers send the same worker at the same moment: the desk sees it, and one is enrolled."""

from functools import partial
from uuid import uuid4

from sqlalchemy import func, select

from tests.faults.scene import worker
from tests.faults.served.deciding import approve
from tests.faults.size import times
from tests.faults.wire import at_once, put
from tests.support.people import signed_in
from tests.support.phones import batch, enrolled
from webapp.contents import nik_index
from webapp.extensions import db
from webapp.models import Worker


def test_P8_both_are_kept_the_desk_shows_it_and_only_one_can_be_enrolled(app, people, phone, site):
    colleague = enrolled(app, people.colleague)
    for _ in range(times(15, 500)):
        mine = worker()
        theirs = worker(nik=mine["nik"], birth_date=mine["birth_date"])
        sent = at_once(
            [
                partial(put, site, phone, str(uuid4()), batch(mine)),
                partial(put, site, colleague, str(uuid4()), batch(theirs)),
            ]
        )
        assert [answer["results"][0]["outcome"] for _, answer in sent] == ["stored", "stored"]
        for one, other in ((mine, theirs), (theirs, mine)):
            page = signed_in(app, "supervisor").get(f"/review/registrations/{one['id']}")
            assert other["id"] in page.get_data(as_text=True)
        ends = at_once([partial(approve, app, people.supervisor, one) for one in (mine, theirs)])
        assert sorted(ends) == ["already_enrolled", "approved"]
        with app.app_context():
            of_this_nik = Worker.nik_index == nik_index(mine["nik"])
            assert db.session.scalar(select(func.count()).where(of_this_nik)) == 1
