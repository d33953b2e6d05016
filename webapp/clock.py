"""The one place that reads the server's clock, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from webapp.extensions import settings


def system_now() -> datetime:
    return datetime.now(UTC)


# replaced by tests; everything else calls now()
source: Callable[[], datetime] = system_now


def now() -> datetime:
    """This moment, aware, in UTC."""
    return source()


def zone() -> ZoneInfo:
    """The zone in which this office counts days and months."""
    return ZoneInfo(settings().timezone)


def local_date(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


def today() -> date:
    """The office's calendar day."""
    return local_date(now())


def period_of(moment: datetime) -> str:
    """The month a moment counts to, as "2026-11"."""
    return local_date(moment).strftime("%Y-%m")


def iso(moment: datetime) -> str:
    """A moment as it goes over the wire: UTC with a Z, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
