/** Reads a NIK and tells what is certainly wrong with it from what is only odd. */

// What the 16 digits mean, and why a NIK that disagrees with the card is legal: webapp/rules/nik.py.

import { ageOn, dateOf, isDate, partsOf } from "./dates";
import type { ErrorCode, WarningCode } from "./findings";

/** Province "32", regency "32.16", district "32.16.09"; birthDate is null where the calendar has no such day. */
export interface NikReading {
  province: string;
  regency: string;
  district: string;
  birthDate: string | null;
  sex: "M" | "F";
  serial: string;
}

const WOMAN = 40;
// the year in a family card number is when the card was made, so it reads as a small child
const CHILD_AGE = 15;

const PARTS: readonly [code: ErrorCode, isWrong: (nik: string) => boolean][] = [
  ["nik_regency", (nik) => nik.slice(2, 4) === "00"],
  ["nik_district", (nik) => nik.slice(4, 6) === "00"],
  ["nik_day", (nik) => !/^([04][1-9]|[1256][0-9]|[37][01])$/.test(nik.slice(6, 8))],
  ["nik_month", (nik) => !/^(0[1-9]|1[0-2])$/.test(nik.slice(8, 10))],
  ["nik_serial", (nik) => nik.slice(12) === "0000"],
];

/** Codes of what no NIK can be; empty means readNik can read it. */
export function nikErrors(nik: string, provinces: ReadonlySet<string>): ErrorCode[] {
  if (!/^[0-9]{16}$/.test(nik)) return ["nik_format"];
  const codes: ErrorCode[] = provinces.has(nik.slice(0, 2)) ? [] : ["nik_province"];
  for (const [code, isWrong] of PARTS) if (isWrong(nik)) codes.push(code);
  return codes;
}

/** Read a NIK without errors; a two-digit year up to this year's belongs to this century. */
export function readNik(nik: string, today: string): NikReading {
  const [province, regency, district] = [nik.slice(0, 2), nik.slice(2, 4), nik.slice(4, 6)];
  const day = Number(nik.slice(6, 8));
  const isWoman = day > WOMAN;
  const born = dateOf(
    fullYear(Number(nik.slice(10, 12)), partsOf(today)[0]),
    Number(nik.slice(8, 10)),
    isWoman ? day - WOMAN : day,
  );
  return {
    province,
    regency: `${province}.${regency}`,
    district: `${province}.${regency}.${district}`,
    birthDate: isDate(born) ? born : null,
    sex: isWoman ? "F" : "M",
    serial: nik.slice(12),
  };
}

export interface NikSurroundings {
  /** Undefined: not answered yet, or no real day. */
  birthDate: string | undefined;
  sex: string | undefined;
  homeRegencies: ReadonlySet<string>;
  /** Needs to hold the districts of the home regencies only. */
  knownDistricts: ReadonlySet<string>;
  today: string;
}

/** Codes of what is odd about a NIK beside the other answers. */
export function nikWarnings(reading: NikReading, around: NikSurroundings): WarningCode[] {
  const codes: WarningCode[] = [];
  if (!around.homeRegencies.has(reading.regency)) codes.push("nik_other_regency");
  else if (!around.knownDistricts.has(reading.district)) codes.push("nik_district_unknown");
  if (mayBeFamilyCard(reading, around.today)) codes.push("nik_maybe_kk");
  if (around.birthDate !== undefined) codes.push(...dateDifference(reading.birthDate, around.birthDate));
  if (around.sex !== undefined && around.sex !== reading.sex) codes.push("nik_sex_differs");
  return codes;
}

/** The form for lists: 3216 **** **** 9001; nothing is shown of what is no 16 digits. */
export function maskNik(nik: string): string {
  return nik.length === 16 ? `${nik.slice(0, 4)} **** **** ${nik.slice(12)}` : "**** **** **** ****";
}

function fullYear(twoDigits: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100);
  return twoDigits <= thisYear % 100 ? century + twoDigits : century - 100 + twoDigits;
}

/** No card is made on a day above 31, so a number read as a woman's is none. */
function mayBeFamilyCard({ sex, birthDate }: NikReading, today: string): boolean {
  return sex === "M" && birthDate !== null && ageOn(birthDate, today) < CHILD_AGE;
}

function dateDifference(read: string | null, given: string): WarningCode[] {
  if (read === null) return ["nik_date_differs"];
  const [seen, said] = [nikDigits(read), nikDigits(given)];
  // a NIK holds two digits of the year: born 1926 and born 2026 look the same
  if (seen === said) return [];
  if (seen === said.slice(2, 4) + said.slice(0, 2) + said.slice(4)) return ["nik_date_swapped"];
  const years = Math.abs(Number(seen.slice(4)) - Number(said.slice(4)));
  if (seen.slice(0, 4) === said.slice(0, 4) && (years === 1 || years === 99)) return ["nik_date_year_off"];
  const changed = [...seen].filter((digit, place) => digit !== said[place]).length;
  return [changed === 1 ? "nik_date_one_digit" : "nik_date_differs"];
}

/** "1987-05-12" as a NIK writes it: "120587". */
const nikDigits = (date: string): string => date.slice(8, 10) + date.slice(5, 7) + date.slice(2, 4);
