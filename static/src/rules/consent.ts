/** Consent is given purpose by purpose; without every required one nothing may be sent (UU 27/2022 Pasal 20-22). */

import type { ErrorCode } from "./findings";

/** Codes of what is missing from the ticked purposes. */
export function consentErrors(purposes: readonly string[], required: Iterable<string>): ErrorCode[] {
  return [...required].every((purpose) => purposes.includes(purpose)) ? [] : ["consent_required"];
}
