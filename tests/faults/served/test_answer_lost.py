"""The network fails between phone and server: what is sent again counts once."""

from uuid import uuid4

from tests.faults.scene import registered_once, traces, worker
from tests.faults.size import times
from tests.faults.wire import put, put_and_hang_up
from tests.support.phones import batch


def test_the_answer_is_lost_and_the_batch_sent_again_counts_once(app, phone, site):
    for _ in range(times(20, 1000)):
        items = [worker() for _ in range(5)]
        batch_id, body = str(uuid4()), batch(*items)
        put_and_hang_up(site, phone, batch_id, body)
        status, answer = put(site, phone, batch_id, body)
        assert status == 200
        assert [result["outcome"] for result in answer["results"]] == ["stored"] * 5
        assert put(site, phone, batch_id, body)[1]["replayed"] is True
        assert traces(app, [item["id"] for item in items]) == registered_once(1, people=5)


def test_a_batch_torn_off_on_the_way_leaves_nothing_and_arrives_the_second_time(app, phone, site):
    for number in range(times(10, 500)):
        items = [worker() for _ in range(5)]
        ids = [item["id"] for item in items]
        batch_id, body = str(uuid4()), batch(*items)
        put_and_hang_up(site, phone, batch_id, body, part=number / times(10, 500))
        assert traces(app, ids) == []
        status, answer = put(site, phone, batch_id, body)
        assert (status, answer["replayed"]) == (200, False)
        assert traces(app, ids) == registered_once(1, people=5)
