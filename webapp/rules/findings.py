"""The catalogue of everything that can be wrong or odd about a registration.

The sentence a person reads for each code is in webapp/data/finding-texts.json.
"""

from dataclasses import dataclass

# Certain: the registration cannot be right, and the volunteer must change it.
ERRORS = frozenset(
    {
        "nik_required",
        "nik_format",
        "nik_province",
        "nik_regency",
        "nik_district",
        "nik_day",
        "nik_month",
        "nik_serial",
        "name_required",
        "name_long",
        "name_characters",
        "birth_place_required",
        "birth_date_required",
        "birth_date_invalid",
        "birth_date_future",
        "sex_required",
        "kk_format",
        "phone_format",
        "email_format",
        "address_required",
        "rt_format",
        "rw_format",
        "village_required",
        "village_unknown",
        "occupation_required",
        "occupation_unknown",
        "tier_unknown",
        "programmes_invalid",
        "months_invalid",
        "funding_invalid",
        "member_number_format",
        "consent_required",
    }
)

# Odd but possible: the volunteer may confirm it with a reason.
WARNINGS = frozenset(
    {
        "nik_other_regency",
        "nik_district_unknown",
        "nik_maybe_kk",
        "nik_date_differs",
        "nik_date_swapped",
        "nik_date_one_digit",
        "nik_date_year_off",
        "nik_sex_differs",
        "name_digits",
        "age_under_15",
        "age_under_17",
        "age_65_or_over",
        "phone_prefix_unknown",
        "village_outside_territory",
        "jht_for_employer",
    }
)

# What only the server can see: clocks, other registrations, the notice of the day.
FLAGS = frozenset(
    {
        "clock_skew",
        "same_nik_worker",
        "same_nik_registration",
        "same_nik_batch",
        "possible_duplicate",
        "many_alike",
        "consent_incomplete",
        "late_correction",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One code about one field, both by their names on the wire."""

    field: str
    code: str
