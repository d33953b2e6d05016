/** Judges the form in the making by the product's rules, and decides which findings may be spoken of yet. */

import { computed } from "@preact/signals";
import { isWarning, type Finding } from "../../rules/findings";
import { findings, ruleBook } from "../../rules/registration";
import { reference, session } from "../state";
import { today } from "../words";
import { draft, touched } from "./draft";
import { LAST_STEP, stepOf } from "./fields";

const book = computed(() => (reference.value ? ruleBook(reference.value) : undefined));

/** Everything wrong or odd about the draft, in the form's order. */
export const found = computed<Finding[]>(() => {
  if (!draft.value || !book.value) return [];
  const territory = session.value?.user.region_code ?? null;
  return findings(draft.value.values, { book: book.value, today: today(), territory });
});

export const isError = ({ code }: Finding): boolean => !isWarning(code);

/** The findings under a field, once the volunteer has left it. */
export function findingsOf(field: string): Finding[] {
  if (!touched.value.has(field)) return [];
  return found.value.filter((finding) => finding.field === field);
}

export const errorsIn = (step: number): Finding[] =>
  found.value.filter((finding) => isError(finding) && stepOf(finding.field) === step);

/** Steps that still need something, 1..4. */
export const unfinishedSteps = computed(() =>
  Array.from({ length: LAST_STEP }, (_, index) => index + 1).filter((step) => errorsIn(step).length > 0),
);

/** Warnings nobody has confirmed yet. */
export const unconfirmed = computed(() =>
  found.value.filter((finding) => !isError(finding) && !reasonFor(finding)),
);

export function reasonFor({ field, code }: Finding): string | undefined {
  return draft.value?.confirmations.find((one) => one.field === field && one.code === code)?.reason;
}
