"""What a day's work weighs on the wire, and how long it takes over a village's network."""

import time
from http.client import HTTPConnection
from statistics import mean

from benchmarks.figures import figure, median
from benchmarks.ingest import BATCH, packed, timed_put
from benchmarks.link import slow_link
from benchmarks.office import office
from benchmarks.people import People

SEEDS, ROUNDS = range(1, 4), 5


def run() -> None:
    sizes = [len(packed(People(seed))) / BATCH for seed in SEEDS]
    figure("wire, batch of 200", mean(sizes), "bytes a registration", target="at most 110")
    people = People(seed=9)
    with office("sqlite") as served, slow_link(served.port) as port:
        times = []
        for _ in range(ROUNDS):
            batch_id, body = people.batch_id(), packed(people)
            started = time.perf_counter()
            # a new connection each time: the phone was without a network before
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            timed_put(connection, served.token, batch_id, body)
            times.append(time.perf_counter() - started)
            connection.close()
        figure(
            "wire, 200 registrations over 100 kbit/s, 600 ms",
            median(times),
            "s",
            target="under 4",
        )
