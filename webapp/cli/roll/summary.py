"""What an import of a roll came to, in a few lines for the screen."""

from collections.abc import Iterator, Mapping

from webapp.cli.roll.complaints import LEFT_OUT, Complaints
from webapp.wording import number

SHOWN = 10
ENOUGH_TO_TELL = 20


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
    if looks_rounded(counts):
        yield (
            "Sebagian besar NIK berakhir dengan 0: angka terakhirnya mungkin dibulatkan Excel."
            " Minta daftar dengan kolom NIK sebagai teks, lalu masukkan lagi."
        )
    if told.any:
        for line, column, reason, effect in told.first(SHOWN):
            where = f"Baris {line}, {column}" if column else f"Baris {line}"
            yield f"  {where}: {reason}{' (tidak dimasukkan)' if effect == LEFT_OUT else ''}"
        yield f"Semua ada di {told.path}, tanpa data pribadi."


def looks_rounded(counts: Mapping[str, int]) -> bool:
    """Excel keeps 15 digits of a number and makes the rest 0, where one NIK in ten ends in 0."""
    niks = counts.get("nik", 0)
    return niks >= ENOUGH_TO_TELL and counts.get("nik_ending_in_0", 0) > niks / 2
