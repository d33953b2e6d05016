"""People as a table: the matcher's folded fields in columns, for SQL; what is unknown is NULL."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from webapp.dedup.keys import full_year
from webapp.dedup.person import Person

# rows in one piece on their way into an engine
PIECE = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """A person by number; `member` is somebody on the member roll."""

    number: int
    person: Person
    member: bool = False


def said(person: Person) -> str:
    """The day of birth as the NIK has it, YYYYMMDD."""
    return full_year(person.nik_date) if person.nik_date else ""


FIELDS: dict[str, Callable[[Person], str]] = {
    "name": lambda person: person.name,
    "sorted_name": lambda person: person.sorted_name,
    "sorted_sounds": lambda person: person.sorted_sounds,
    "first_sound": lambda person: person.telling[0],
    "last_sound": lambda person: person.telling[1],
    "born": lambda person: person.born,
    "swapped": lambda person: person.swapped,
    "said": said,
    "nik": lambda person: person.nik,
    "whole_nik": lambda person: person.whole_nik,
    "phone": lambda person: person.phone,
    "family": lambda person: person.family,
    "village": lambda person: person.village,
    "district": lambda person: person.district,
    "rt_rw": lambda person: person.rt_rw,
    "sex": lambda person: person.sex,
}
COLUMNS = pa.schema(
    [
        pa.field("id", pa.int64()),
        pa.field("member", pa.bool_()),
        pa.field("names", pa.list_(pa.string())),
        *(pa.field(name, pa.string()) for name in FIELDS),
    ]
)


def pieces(people: Iterable[Known]) -> Iterator[pa.RecordBatch]:
    """A piece at a time, for a register never stands in memory twice; of nobody an empty one."""
    left = iter(people)
    piece = list(islice(left, PIECE))
    while True:
        persons = [known.person for known in piece]
        columns = [
            pa.array([known.number for known in piece], pa.int64()),
            pa.array([known.member for known in piece], pa.bool_()),
            pa.array([person.names for person in persons], pa.list_(pa.string())),
            *(
                pa.array([read(person) or None for person in persons], pa.string())
                for read in FIELDS.values()
            ),
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=COLUMNS)
        if not (piece := list(islice(left, PIECE))):
            return
