"""How fast batches of 200 come in: alone, from eight phones at once, and again."""

import gzip
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

from benchmarks.figures import figure, median, p95
from benchmarks.office import Office, office
from benchmarks.people import People
from webapp.intake.schemas import REGISTRATION

BATCH, ALONE, PHONES, EACH = 200, 40, 8, 25
FLOORS = {"sqlite": 5_000, "postgresql": 4_000}

Sent = tuple[str, bytes]


def run() -> None:
    yardstick()
    for kind in FLOORS:
        with office(kind) as served:
            measure(kind, served)


def yardstick() -> None:
    """How fast this machine is today: the same work took 75 to 82 microseconds where the
    targets were set, and twice that an hour later on a machine shared with others.
    """
    people = People(seed=7)
    items = [people.registration() for _ in range(300)]
    rounds = []
    for _ in range(7):
        started = time.thread_time()
        for item in items:
            REGISTRATION.load(item)
        rounds.append((time.thread_time() - started) / len(items) * 1e6)
    figure("yardstick, marshmallow load", median(rounds), "us a registration")


def measure(kind: str, served: Office) -> None:
    people = People(seed=1)
    warm_up, alone = batches(people, 10), batches(people, ALONE)
    together = [batches(people, EACH) for _ in range(PHONES)]
    send(served, warm_up)
    times = send(served, alone)
    figure(f"ingest {kind}, alone, p50", median(times) * 1e3, "ms a batch of 200")
    figure(f"ingest {kind}, alone, p95", p95(times) * 1e3, "ms", target="under 60")
    cpu, started = served.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(PHONES) as pool:
        spread = list(pool.map(lambda sent: send(served, sent), together))
    seconds = time.perf_counter() - started
    cpu = served.cpu_seconds() - cpu
    times = [one for phone in spread for one in phone]
    figure(
        f"ingest {kind}, {PHONES} phones",
        PHONES * EACH * BATCH / seconds,
        "registrations/s",
        target=f"at least {FLOORS[kind]}, aim 10000",
        p50_ms=round(median(times) * 1e3, 1),
        p95_ms=round(p95(times) * 1e3, 1),
        cpu_us_each=round(cpu / (PHONES * EACH * BATCH) * 1e6),
    )
    times = send(served, alone)
    figure(f"replay {kind}, p50", median(times) * 1e3, "ms a batch of 200", target="under 10")
    now, peak = served.memory()
    figure(
        f"memory {kind}, all web processes",
        now,
        "MB",
        target="under 200 for two that serve",
        processes=served.processes(),
        sum_of_peaks_mb=round(peak),
    )
    expected = BATCH * (len(warm_up) + ALONE + PHONES * EACH)
    if served.stored() != expected:
        raise AssertionError(f"{served.stored()} stored of {expected}")


def batches(people: People, count: int) -> list[Sent]:
    return [(people.batch_id(), packed(people)) for _ in range(count)]


def packed(people: People) -> bytes:
    body = json.dumps(people.batch(BATCH), separators=(",", ":"))
    return gzip.compress(body.encode(), compresslevel=6)


def send(served: Office, sent: Sequence[Sent]) -> list[float]:
    """Seconds for each batch, over one connection, as a phone sends them."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    return [timed_put(connection, served.token, batch_id, body) for batch_id, body in sent]


def timed_put(connection: HTTPConnection, token: str, batch_id: str, body: bytes) -> float:
    started = time.perf_counter()
    connection.request(
        "PUT",
        f"/api/v1/batches/{batch_id}",
        body,
        {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "Prefer": "return=minimal",
        },
    )
    answer = connection.getresponse()
    content = json.loads(answer.read())
    if answer.status != 200 or content["stored"]["count"] != BATCH:
        raise AssertionError(content)
    return time.perf_counter() - started
