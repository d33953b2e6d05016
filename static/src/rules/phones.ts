/** Reads Indonesian phone numbers in every spelling people use and shows them in one. */

// Where the prefixes come from and what counts as a number: webapp/rules/phones.py.

import { BLANK, INVISIBLE } from "./characters";
import type { ErrorCode, WarningCode } from "./findings";

const KNOWN_MOBILE = /^8(1[1-9]|2[1-3]|3[1238]|5[1235-9]|7[78]|8[1-9]|9[5-9])/;
const KNOWN_AREA = /^(21|22|251|264|267)/;
const TWO_DIGIT_AREA = /^0(21|22|24|31|61)/;

const SEPARATORS = new RegExp(`[${BLANK}${INVISIBLE}.()/\\u2010-\\u2015-]+`, "g");
// 0812, 62812, +62812, +620812, 0062812 and 812 are the same; a mobile number has 10 to 13 digits
// with its 0, a landline 9 to 12
const NUMBER = /^(?:(?:[+]|00)?620?|0|(?=8))(8[0-9]{8,11}|[2-79][0-9]{7,10})$/;

/** The number as +62..., or null for what cannot be an Indonesian phone number. */
export function normalisePhone(text: string): string | null {
  const national = NUMBER.exec(text.replace(SEPARATORS, ""))?.[1];
  return national === undefined ? null : `+62${national}`;
}

/** The number as people read it, 0812-3456-7890 or 021-89101234; what is no number stays. */
export function showPhone(text: string): string {
  const normal = normalisePhone(text);
  if (normal === null) return text;
  const national = `0${normal.slice(3)}`;
  if (national[1] === "8") return `${national.slice(0, 4)}-${national.slice(4, 8)}-${national.slice(8)}`;
  const areaEnds = TWO_DIGIT_AREA.test(national) ? 3 : 4;
  return `${national.slice(0, areaEnds)}-${national.slice(areaEnds)}`;
}

/** Codes of what cannot be a phone number, in any spelling. */
export const phoneErrors = (text: string): ErrorCode[] => (normalisePhone(text) === null ? ["phone_format"] : []);

/** Codes of what is odd about a number without errors. */
export function phoneWarnings(text: string): WarningCode[] {
  const national = normalisePhone(text)?.slice(3) ?? "";
  return KNOWN_MOBILE.test(national) || KNOWN_AREA.test(national) ? [] : ["phone_prefix_unknown"];
}
