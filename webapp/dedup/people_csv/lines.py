"""The lines of a file of any size: none takes more memory than a line of people can need."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

# a row of a list has 200 bytes; with addresses and remarks a thousand
MOST_OF_A_LINE = 65_536


class Place(NamedTuple):
    """How far a file was read: the last line, and where the next one begins in bytes."""

    line: int
    end: int


BEGIN = Place(0, 0)


class Line(NamedTuple):
    """One line without its end. `text` is None for a line that is too long to be one."""

    # counted from 1, as editors and Excel do
    number: int
    # where the next line begins, in bytes
    end: int
    text: str | None
    # whether NUL bytes were passed over
    had_nul: bool


def lines(file: BinaryIO, after: Place = BEGIN) -> Iterator[Line]:
    """All of them, or those after a place."""
    number, end = after
    file.seek(end)
    while content := file.readline(MOST_OF_A_LINE):
        number += 1
        end += len(content)
        if len(content) == MOST_OF_A_LINE and not content.endswith(b"\n"):
            end += rest_of_line(file)
            yield Line(number, end, None, had_nul=False)
        elif b"\0" in content:
            yield Line(number, end, decoded(content.replace(b"\0", b"")), had_nul=True)
        else:
            yield Line(number, end, decoded(content), had_nul=False)


def rest_of_line(file: BinaryIO) -> int:
    """Pass over it; return its bytes."""
    passed = 0
    while part := file.readline(MOST_OF_A_LINE):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def decoded(content: bytes) -> str:
    """UTF-8, or what Excel writes on a Windows where nobody chose UTF-8."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.rstrip("\r\n")
