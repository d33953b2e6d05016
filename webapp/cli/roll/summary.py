"""What an import of a roll came to, in a few lines for the screen."""

from collections.abc import Iterator, Mapping

from webapp.cli.roll.complaints import LEFT_OUT, Complaints
from webapp.wording import number

SHOWN = 10


def summary(counts: Mapping[str, int], told: Complaints) -> str:
    return "\n".join(lines(counts, told))


def lines(counts: Mapping[str, int], told: Complaints) -> Iterator[str]:
    added, changed, same = (counts.get(what, 0) for what in ("added", "changed", "same"))
    yield (f"Peserta: {number(added)} baru, {number(changed)} berubah, {number(same)} tetap sama.")
    unread, noted = counts.get("unread", 0), counts.get("noted", 0)
    if unread:
        yield f"{number(unread)} baris tidak dimasukkan."
    if noted:
        yield f"{number(noted)} orang dimasukkan dengan catatan."
    if told.any:
        for line, column, reason, effect in told.first(SHOWN):
            where = f"Baris {line}, {column}" if column else f"Baris {line}"
            yield f"  {where}: {reason}{' (tidak dimasukkan)' if effect == LEFT_OUT else ''}"
        yield f"Semua ada di {told.path}, tanpa data pribadi."
