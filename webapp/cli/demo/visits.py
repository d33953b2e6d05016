"""Invents visits: doors at which somebody did not register, and what kept them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from webapp.cli.demo.workers import Content, Crowd

RESULTS = ("interested", "interested", "refused", "absent", "already_member", "not_eligible")

# what is met most often, by the kind of place; codes of data/obstacles.csv
OBSTACLES = {
    "town": ("tidak-tahu", "tertukar-bpjs-kesehatan", "tidak-percaya", "tidak-bisa-tinggal-kerja"),
    "rice": ("penghasilan-tidak-tetap", "iuran-dianggap-mahal", "tidak-tahu", "keluarga"),
    "coast": ("penghasilan-tidak-tetap", "tidak-ada-sinyal", "kantor-jauh", "belum-ktp"),
    "hills": ("kantor-jauh", "nik-bermasalah", "tidak-ada-sinyal", "iuran-dianggap-mahal"),
}


def visits(
    crowd: Crowd, *, number: int, place: str, villages: Sequence[str], until: datetime, seq: int
) -> list[Content]:
    """So many visits in these villages on the days before `until`."""
    dice = crowd.dice
    return [
        {
            "id": crowd.new_id(),
            "visited_at": (until - timedelta(hours=dice.uniform(1, 70))).isoformat(
                timespec="seconds"
            ),
            "device_seq": seq + at,
            "village_code": dice.choice(villages),
            "result": dice.choice(RESULTS),
            "obstacles": obstacles(dice, place),
        }
        for at in range(number)
    ]


def obstacles(dice: Random, place: str) -> list[str]:
    # the first ones are met more often than the last
    usual = OBSTACLES[place]
    first = usual[min(int(dice.expovariate(0.8)), len(usual) - 1)]
    other = dice.choice(usual)
    return [first] if other == first or dice.random() < 0.6 else [first, other]
