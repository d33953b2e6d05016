"""Makes the first batch after a start as quick as the next: the model read, the index in memory.

On a register of 1.5 million the first look-ups of a started machine wait for the disk; here the
starting process waits for them, before it takes a request.
"""

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from webapp.contents import sealer
from webapp.dedup import index
from webapp.dedup.model import in_use
from webapp.dedup.recognition import recognise_alone
from webapp.extensions import db, only_read
from webapp.models.tables import PROFILES

# spread over all that were ever numbered: their keys lie all over the index
SAMPLE = 300


def warm() -> None:
    """Look for people who are known already, and forget what was found; nothing is written."""
    only_read()
    try:
        connection = db.session.connection()
        step = max(1, index.next_number(connection) // SAMPLE)
        rows = connection.execute(
            select(PROFILES).where(PROFILES.c.id.in_(range(1, SAMPLE * step + 1, step)))
        ).all()
        entries = [index.entry_of(row, sealer()) for row in rows]
        recognise_alone(connection, entries, sealer(), in_use())
    except DBAPIError as error:
        # no tables yet, or no database: the first request will say so
        structlog.get_logger().warning("not warmed", error=type(error).__name__)
    finally:
        db.session.remove()
