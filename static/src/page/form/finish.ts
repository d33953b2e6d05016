/** Turns a filled-in draft into the registration that is saved: tidied, and only with what still holds. */

import type { Draft, Registration } from "../../contract";
import { tidyName } from "../../rules/names";
import type { NewRegistration } from "../../store/entries";
import { placeNow } from "../location";
import { found } from "./checks";

/** A form left lying for longer than this says nothing about how long filling it took. */
const LONGEST_S = 4 * 3600;

export function finished(draft: Draft): NewRegistration {
  // The step errors were empty, so every required answer is there.
  const values = tidied(draft.values) as Registration;
  const now = Date.now();
  const seconds = Math.round((now - Date.parse(draft.started_at)) / 1000);
  const location = placeNow();
  const confirmations = draft.confirmations.filter(({ field, code }) =>
    found.value.some((finding) => finding.field === field && finding.code === code),
  );
  return {
    ...values,
    id: draft.id,
    captured_at: new Date(now).toISOString(),
    ...(draft.correction_of && { revision: draft.correction_of.revision + 1 }),
    ...(confirmations.length && { confirmations }),
    ...(location && { location }),
    ...(seconds >= 0 && seconds < LONGEST_S && { duration_s: seconds }),
  };
}

/** Blank answers are no answers; spaces around a text and doubled ones mean nothing. */
function tidied(values: Partial<Registration>): Partial<Registration> {
  const pairs = Object.entries(values).map(([field, value]) => [field, typeof value === "string" ? tidyName(value) : value]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}
