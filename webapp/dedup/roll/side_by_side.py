"""Prepares the roll in several processes: folding and sealing take most of an import's time."""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread

from webapp.dedup.people_csv.header import Header
from webapp.dedup.people_csv.records import Record
from webapp.dedup.roll.preparing import Piece, prepare
from webapp.sealing import Sealer

RECORDS_OF_A_PIECE = 500
# below this many pieces the others would not have started before all is done
WORTH_STARTING = 6
# pieces on their way: enough to do for the others while a chunk is being written
AHEAD = 40
MOST_PROCESSES = 8


def prepared(records: Iterable[Record], header: Header, sealer: Sealer) -> Iterator[Piece]:
    """All records in pieces, in their order."""
    pieces = cut(records)
    first = list(islice(pieces, WORTH_STARTING))
    processes = min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
    if len(first) < WORTH_STARTING or processes == 1:
        return (prepare(piece, header, sealer) for piece in chain(first, pieces))
    return by_many(chain(first, pieces), header, sealer, processes)


def cut(records: Iterable[Record]) -> Iterator[Sequence[Record]]:
    waiting = iter(records)
    while piece := list(islice(waiting, RECORDS_OF_A_PIECE)):
        yield piece


def by_many(
    pieces: Iterable[Sequence[Record]], header: Header, sealer: Sealer, processes: int
) -> Iterator[Piece]:
    # spawned: a fork would share the database's connection. The key travels through a pipe
    # that only parent and child hold, never as an argument or in the environment.
    pool = ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=Bench.set_up,
        initargs=(header, sealer.master),
    )
    try:
        waiting: deque[Future[Piece]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(Bench.prepare, piece))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


class Bench:
    """What each of the processes has before it."""

    header: Header
    sealer: Sealer

    @classmethod
    def set_up(cls, header: Header, master: bytes) -> None:
        cls.header, cls.sealer = header, Sealer(master)
        # garbage has no cycles here, and looking for them takes a third of the time
        gc.disable()
        # Ctrl-C is the parent's business
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=die_with_parent, daemon=True).start()

    @classmethod
    def prepare(cls, piece: Sequence[Record]) -> Piece:
        return prepare(piece, cls.header, cls.sealer)


def die_with_parent() -> None:
    """A parent that was killed told nobody; its children would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
