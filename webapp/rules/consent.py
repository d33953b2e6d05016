"""Consent is given purpose by purpose; without every required one nothing may be sent.

UU 27/2022 Pasal 20-22: consent is explicit, separable per purpose, and void otherwise.
"""

from collections.abc import Collection


def consent_errors(purposes: Collection[str], required: Collection[str]) -> tuple[str, ...]:
    """Codes of what is missing from the ticked purposes."""
    return () if set(required) <= set(purposes) else ("consent_required",)
