/** What a registration costs the worker, from the day it is written down. */

import { computed } from "@preact/signals";
import type { Reference, Registration } from "../../contract";
import { contribution, type Contribution } from "../../rules/contributions";
import { reference } from "../state";
import { today } from "../words";
import { draft } from "./draft";

/** Of the form in the making; undefined until there is an income. */
export const cost = computed(() => costOf(draft.value?.values ?? {}, reference.value, today()));

/** start is the day from which the months are counted, YYYY-MM-DD. */
export function costOf(values: Partial<Registration>, lists: Reference | undefined, start: string): Contribution | undefined {
  const { income_tier, programmes = [], payment_months = 1, funding = "self", occupation_code } = values;
  const tier = lists?.contribution_tiers.find((one) => one.tier === income_tier);
  if (!lists || !tier) return undefined;
  const sector = lists.occupations.find(({ code }) => code === occupation_code)?.sector ?? "other";
  return contribution({ tier, programmes, months: payment_months, funding, sector, start, reliefs: lists.reliefs });
}
