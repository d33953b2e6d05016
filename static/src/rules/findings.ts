/** The catalogue of everything that can be wrong or odd about a registration; the sentences are in finding-texts.json. */

import type { Registration } from "../contract";

/** Certain: the registration cannot be right, and the volunteer must change it. */
export const ERRORS = [
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
] as const;

/** Odd but possible: the volunteer may confirm it with a reason. */
export const WARNINGS = [
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
] as const;

export type ErrorCode = (typeof ERRORS)[number];
export type WarningCode = (typeof WARNINGS)[number];
export type FindingCode = ErrorCode | WarningCode;

/** One code about one field. */
export interface Finding {
  field: keyof Registration;
  code: FindingCode;
}

export const isWarning = (code: string): boolean => (WARNINGS as readonly string[]).includes(code);
