"""A village's network in between: 100 kbit/s each way, 600 ms there and back."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

BYTES_A_SECOND = 100_000 / 8
ROUND_TRIP = 0.6
PACKET = 1_400

# (when it may arrive, what); nothing at the end
Packets = SimpleQueue[tuple[float, bytes]]


@contextmanager
def slow_link(port: int) -> Iterator[int]:
    """The port of a slow way to the server at `port`."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, port), daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def accept(listener: socket.socket, port: int) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=carry, args=(near, port), daemon=True).start()


def carry(near: socket.socket, port: int) -> None:
    # TCP's handshake costs a round trip before the first byte
    time.sleep(ROUND_TRIP)
    far = socket.create_connection(("127.0.0.1", port))
    for source, sink in ((near, far), (far, near)):
        packets: Packets = SimpleQueue()
        threading.Thread(target=take, args=(source, packets), daemon=True).start()
        threading.Thread(target=deliver, args=(sink, packets), daemon=True).start()


def take(source: socket.socket, packets: Packets) -> None:
    free_at = time.monotonic()
    while True:
        try:
            content = source.recv(PACKET)
        except OSError:
            content = b""
        free_at = max(free_at, time.monotonic()) + len(content) / BYTES_A_SECOND
        packets.put((free_at + ROUND_TRIP / 2, content))
        if not content:
            return


def deliver(sink: socket.socket, packets: Packets) -> None:
    while True:
        due, content = packets.get()
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            if not content:
                sink.shutdown(socket.SHUT_WR)
                return
            sink.sendall(content)
        except OSError:
            return
