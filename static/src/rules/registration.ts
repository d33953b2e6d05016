/** Looks at a whole registration and lists what is wrong or odd, field by field in the form's order. */

// The server makes its own list (webapp/rules/registration.py); tests/contract/registration.json keeps both the same.

import type { Reference, Registration } from "../contract";
import { BLANK, INVISIBLE, isBlank } from "./characters";
import { consentErrors } from "./consent";
import { LAST_TIER } from "./contributions";
import { ageOn, isDate } from "./dates";
import type { Finding, FindingCode } from "./findings";
import { nameErrors, nameWarnings } from "./names";
import { nikErrors, nikWarnings, readNik } from "./nik";
import { phoneErrors, phoneWarnings } from "./phones";
import { FUNDINGS, PAYMENT_MONTHS, programmesErrors, programmesWarnings } from "./programmes";

/** The reference data that the rules look things up in. */
export interface RuleBook {
  provinces: ReadonlySet<string>;
  /** The known districts of the home regencies. */
  districts: ReadonlySet<string>;
  homeRegencies: ReadonlySet<string>;
  /** Code to name. */
  villages: ReadonlyMap<string, string>;
  /** Code to sector. */
  occupations: ReadonlyMap<string, string>;
  requiredPurposes: ReadonlySet<string>;
  ageLimits: AgeLimits;
}

/** Completed years on the day of registration. */
export interface AgeLimits {
  blockUnder: number;
  warnUnder: number;
  blockFrom: number;
}

export interface Surroundings {
  book: RuleBook;
  /** YYYY-MM-DD, where the volunteer is. */
  today: string;
  /** The volunteer's region code, null for no limit. */
  territory: string | null;
}

/** Build the book once for a reference: it holds the whole regency. */
export function ruleBook(reference: Reference): RuleBook {
  const { quality_limits: limits, consent_notice: notice } = reference;
  return {
    provinces: new Set(reference.provinces),
    districts: new Set(reference.nik_districts),
    homeRegencies: new Set(reference.home_regencies),
    villages: new Map(reference.villages.map(({ code, name }) => [code, name])),
    occupations: new Map(reference.occupations.map(({ code, sector }) => [code, sector])),
    requiredPurposes: new Set(notice.purposes.filter(({ required }) => required).map(({ code }) => code)),
    ageLimits: {
      blockUnder: limits.age_block_under,
      warnUnder: limits.age_warn_under,
      blockFrom: limits.age_block_from,
    },
  };
}

/** Errors and warnings of a registration in the making; blank counts as absent. */
export function findings(registration: Partial<Registration>, { book, today, territory }: Surroundings): Finding[] {
  const { occupation_code: occupation } = registration;
  const found: [Finding["field"], FindingCode[]][] = [
    ["nik", ofNik(registration, book, today)],
    ["full_name", ofName(registration.full_name ?? "")],
    ["birth_place", required(registration.birth_place, "birth_place_required")],
    ["birth_date", ofBirthDate(registration.birth_date, book.ageLimits, today)],
    ["sex", isSex(registration.sex) ? [] : ["sex_required"]],
    ["mother_name", optional(registration.mother_name, ofName)],
    ["kk_number", pattern(registration.kk_number, /^[0-9]{16}$/, "kk_format")],
    ["phone", optional(registration.phone, ofPhone)],
    ["email", pattern(registration.email, EMAIL, "email_format")],
    ["address", required(registration.address, "address_required")],
    ["rt", pattern(registration.rt, NEIGHBOURHOOD, "rt_format")],
    ["rw", pattern(registration.rw, NEIGHBOURHOOD, "rw_format")],
    ["village_code", ofVillage(registration.village_code, book, territory)],
    ["occupation_code", ofOccupation(occupation, book)],
    ["income_tier", isTier(registration.income_tier) ? [] : ["tier_unknown"]],
    ["programmes", ofProgrammes(registration.programmes ?? [], occupation)],
    ["payment_months", oneOf(registration.payment_months, PAYMENT_MONTHS, "months_invalid")],
    ["funding", oneOf(registration.funding, FUNDINGS, "funding_invalid")],
    ["previous_member_number", pattern(registration.previous_member_number, /^[0-9]{11}$/, "member_number_format")],
    ["consent", consentErrors(registration.consent?.purposes ?? [], book.requiredPurposes)],
  ];
  return found.flatMap(([field, codes]) => codes.map((code) => ({ field, code })));
}

const NEIGHBOURHOOD = /^[0-9]{1,3}$/;
const NO_DOT = `[^@.${BLANK}${INVISIBLE}]`;
const EMAIL = new RegExp(`^[^@${BLANK}${INVISIBLE}]+@${NO_DOT}+(?:[.]${NO_DOT}+)+$`);

function ofNik(registration: Partial<Registration>, book: RuleBook, today: string): FindingCode[] {
  const { nik = "", nik_missing_reason: reason, birth_date: birthDate, sex } = registration;
  if (isBlank(nik)) return required(reason, "nik_required");
  const errors = nikErrors(nik, book.provinces);
  if (errors.length > 0) return errors;
  return nikWarnings(readNik(nik, today), {
    birthDate: birthDate !== undefined && isDate(birthDate) ? birthDate : undefined,
    sex: isSex(sex) ? sex : undefined,
    homeRegencies: book.homeRegencies,
    knownDistricts: book.districts,
    today,
  });
}

const isSex = (sex: string | undefined): boolean => sex === "M" || sex === "F";

function ofName(name: string): FindingCode[] {
  const errors = nameErrors(name);
  return errors.length > 0 ? errors : nameWarnings(name);
}

function ofBirthDate(given: string | undefined, limits: AgeLimits, today: string): FindingCode[] {
  if (given === undefined || isBlank(given)) return ["birth_date_required"];
  if (!isDate(given)) return ["birth_date_invalid"];
  if (given > today) return ["birth_date_future"];
  const age = ageOn(given, today);
  if (age < limits.blockUnder) return ["age_under_15"];
  if (age < limits.warnUnder) return ["age_under_17"];
  return age >= limits.blockFrom ? ["age_65_or_over"] : [];
}

function ofPhone(phone: string): FindingCode[] {
  const errors = phoneErrors(phone);
  return errors.length > 0 ? errors : phoneWarnings(phone);
}

function ofVillage(code: string | undefined, book: RuleBook, territory: string | null): FindingCode[] {
  if (!code) return ["village_required"];
  if (!book.villages.has(code)) return ["village_unknown"];
  const isInside = territory === null || code === territory || code.startsWith(`${territory}.`);
  return isInside ? [] : ["village_outside_territory"];
}

function ofOccupation(code: string | undefined, book: RuleBook): FindingCode[] {
  if (!code) return ["occupation_required"];
  return book.occupations.has(code) ? [] : ["occupation_unknown"];
}

function isTier(tier: number | undefined): boolean {
  return tier !== undefined && Number.isInteger(tier) && tier >= 1 && tier <= LAST_TIER;
}

function ofProgrammes(programmes: readonly string[], occupation: string | undefined): FindingCode[] {
  const errors = programmesErrors(programmes);
  return errors.length > 0 ? errors : programmesWarnings(programmes, occupation);
}

function required(text: string | undefined, code: FindingCode): FindingCode[] {
  return text === undefined || isBlank(text) ? [code] : [];
}

function optional(text: string | undefined, codesOf: (text: string) => FindingCode[]): FindingCode[] {
  return text === undefined || isBlank(text) ? [] : codesOf(text);
}

function pattern(text: string | undefined, wanted: RegExp, code: FindingCode): FindingCode[] {
  return optional(text, (given) => (wanted.test(given) ? [] : [code]));
}

function oneOf<Value>(given: Value | undefined, allowed: readonly Value[], code: FindingCode): FindingCode[] {
  return given !== undefined && allowed.includes(given) ? [] : [code];
}
