/** Tidies a name without changing it, and tells what no name on an identity card can be. */

// Why so little is an error here: webapp/rules/names.py.

import { BLANK, CONTROL, INVISIBLE, SURROGATE, isBlank } from "./characters";
import type { ErrorCode, WarningCode } from "./findings";

/** The longest known name has 70 letters; the rest leaves room for titles. */
export const MAX_CHARACTERS = 100;

const HIDDEN = new RegExp(`[${INVISIBLE}]+`, "g");
const BLANKS = new RegExp(`[${BLANK}]+`, "g");
// with the flag u a whole pair is no surrogate, half of one is
const UNREADABLE = new RegExp(`[${CONTROL}${INVISIBLE}${SURROGATE}]`, "u");
const NO_LETTER = /^[\x00-\x40\x5b-\x60\x7b-\x7f]*$/;

/** The name with single spaces and composed letters, as it is stored; spelling and case stay. */
export function tidyName(name: string): string {
  return name.normalize("NFC").replace(HIDDEN, "").replace(BLANKS, " ").replace(/^ | $/g, "");
}

/** Codes of what a tidied name cannot be. */
export function nameErrors(name: string): ErrorCode[] {
  if (isBlank(name)) return ["name_required"];
  const codes: ErrorCode[] = [];
  // characters, not the halves that length counts
  if (name.length > MAX_CHARACTERS && [...name].length > MAX_CHARACTERS) codes.push("name_long");
  if (UNREADABLE.test(name) || NO_LETTER.test(name)) codes.push("name_characters");
  return codes;
}

/** Codes of what is odd about a name without errors. */
export const nameWarnings = (name: string): WarningCode[] => (/[0-9]/.test(name) ? ["name_digits"] : []);

/** "Siti Aminah" -> "SA" */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1] : "";
  return ((words[0]?.[0] ?? "") + (last?.[0] ?? "")).toUpperCase();
}
