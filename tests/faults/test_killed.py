"""kill -9 of the server at every point of a batch: nothing is lost, nothing is there twice."""

from functools import partial
from uuid import uuid4

from tests.faults.killing import run
from tests.faults.scene import EXPECTED, outcomes, scene, traces
from tests.faults.size import chance, times

MORE = times(0, 88)
# a batch that lost statements here would prove less than it says
FEWEST_HOOKS = 20


def put(phone, batch_id, body):
    answer = phone.put(body, batch_id)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_P3_killed_at_every_point_and_again_in_the_retry_a_batch_counts_once(app, people, phone):
    usual = scene(app, people, phone, more=MORE)
    before = traces(app, usual.ids)
    undisturbed = run(app, partial(put, phone, str(uuid4()), usual.body))
    told, left = outcomes(undisturbed.answer), traces(app, usual.ids)
    assert [one["outcome"] for one in told] == [*EXPECTED, *["stored"] * (MORE + 1)]
    assert undisturbed.hooks >= FEWEST_HOOKS

    for first in range(undisturbed.hooks):
        for second in chance(first).sample(range(undisturbed.hooks), times(1, 5)):
            again = scene(app, people, phone, more=MORE)
            send = partial(put, phone, str(uuid4()), again.body)
            where = f"killed at {first}, then at {second}"
            assert run(app, send, kill_at=first).killed
            assert traces(app, again.ids) in (before, left), f"half done when {where}"
            run(app, send, kill_at=second)
            assert traces(app, again.ids) in (before, left), f"half done when {where}"
            assert outcomes(send()) == told, where
            assert traces(app, again.ids) == left, where
            once_more = send()
            assert (outcomes(once_more), once_more["replayed"]) == (told, True), where
            assert traces(app, again.ids) == left, where
