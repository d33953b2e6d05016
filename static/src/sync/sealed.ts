/** Delivers what nobody here can read: other volunteers' work on this phone, and one's own behind a locked PIN. */

import type { SealedBatch } from "../contract";
import { boxesOf } from "../store/outbox";
import { postSealed } from "./api";
import { deliver, type Delivered } from "./deliver";
import type { Run } from "./steps";

/** Leave all that waits of one user in the office's slot. */
export const deliverSealed = (run: Run): Promise<void> => deliver(run, inBoxes);

/** The batch in boxes; the answer is believed for the items it names and no others. */
export async function inBoxes({ depositor }: Run, batch: SealedBatch): Promise<Delivered | undefined> {
  const items = await boxesOf(batch);
  if (!items.length || !depositor.token) return undefined;
  const answer = await postSealed(depositor, items);
  return { facts: answer, verdicts: new Map(answer.results.map((result) => [result.id, result])) };
}
