"""What a worker on their own account (BPU) may join, for how long, and who may pay.

JKK and JKM are a compulsory pair and JHT is optional, but compulsory for those who employ others
(Permenaker 5/2021 Pasal 31-32). JP and JKP are not open to BPU.
"""

from collections.abc import Sequence
from itertools import permutations

COMPULSORY = ("JKK", "JKM")
OPTIONAL = ("JHT",)
PAYMENT_MONTHS = frozenset({1, 3, 6, 12})
# self; apbd: the regency's or province's budget; apbdes: the village's; csr: a company or donor
FUNDINGS = frozenset({"self", "apbd", "apbdes", "csr"})

# the one occupation in webapp/data/occupations.csv that says "employs others"
EMPLOYER = "pemilik-usaha"

_ALLOWED = frozenset((*permutations(COMPULSORY), *permutations(COMPULSORY + OPTIONAL)))


def programmes_errors(programmes: Sequence[str]) -> tuple[str, ...]:
    """Codes of what is no set of programmes a BPU member can have; order does not matter."""
    return () if tuple(programmes) in _ALLOWED else ("programmes_invalid",)


def programmes_warnings(programmes: Sequence[str], occupation_code: str | None) -> tuple[str, ...]:
    """Codes of what is odd about an allowed set for this occupation."""
    if occupation_code == EMPLOYER and "JHT" not in programmes:
        return ("jht_for_employer",)
    return ()
