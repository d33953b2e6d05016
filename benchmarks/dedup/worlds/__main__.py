"""python -m benchmarks.dedup.worlds lab --people 50000 --newcomers 12000 --seed 3 --out DIR"""

import argparse
from pathlib import Path

from benchmarks.dedup.worlds.files import write_world
from benchmarks.dedup.worlds.world import GENERATORS, world


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m benchmarks.dedup.worlds", description=__doc__)
    reader.add_argument("name", choices=GENERATORS)
    reader.add_argument("--people", type=int, default=50_000, help="length of the register")
    reader.add_argument("--newcomers", type=int, default=12_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--hard", action="store_true", help="every mistake twice as likely")
    reader.add_argument("--out", type=Path, required=True, metavar="DIR")
    said = reader.parse_args()
    made = world(
        said.name, people=said.people, newcomers=said.newcomers, seed=said.seed, hard=said.hard
    )
    write_world(made, said.out)


if __name__ == "__main__":
    main()
