"""One JSON line a request, without anything that tells who a worker is."""

import logging
import re
import time
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from flask import Flask, Response, g, request

# the last guard, should a NIK or family number ever reach a log call
SIXTEEN_DIGITS = re.compile(r"\d{16}")


def init_app(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            say_where,
            hide_long_numbers,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    app.before_request(start_watch)
    app.after_request(log_request)


def say_where(
    _logger: Any, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """An exception by its kinds and places; its message may hold what somebody sent."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(places(error))
    return event


def places(error: BaseException) -> Iterator[str]:
    """The kind of failure and the lines that led to it, then those of what it came from."""
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from places(cause)


def hide_long_numbers(
    _logger: Any, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SIXTEEN_DIGITS.sub("[16 digits]", value)
    return event


def start_watch() -> None:
    g.started = time.perf_counter()


def log_request(response: Response) -> Response:
    # the route's pattern, not the address: an address may hold what somebody typed
    structlog.get_logger().info(
        "request",
        method=request.method,
        route=str(request.url_rule) if request.url_rule else None,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response
