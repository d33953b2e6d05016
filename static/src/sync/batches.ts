/** Brings a batch the short way, as one packed text, while its texts can be read; else in boxes. */

import type { BatchAnswer, SealedBatch } from "../contract";
import { sha256 } from "../rules/digest";
import { bodyOf } from "../store/outbox";
import { putBatch } from "./api";
import type { Delivered, Verdicts } from "./deliver";
import { inBoxes } from "./sealed";
import type { Run } from "./steps";

export async function asText(run: Run, batch: SealedBatch): Promise<Delivered | undefined> {
  const body = await bodyOf(batch);
  if (body === undefined) return inBoxes(run, batch);
  const answer = await putBatch(run.caller, batch.id, body, true);
  const verdicts = named(answer);
  if (!answer.stored) return { facts: answer, verdicts };

  const rest = batch.items.map(({ id }) => id).filter((id) => !verdicts.has(id)).sort();
  if (rest.length === answer.stored.count && (await sha256(rest.join("\n"))) === answer.stored.sha256) {
    for (const id of rest) verdicts.set(id, { outcome: "stored" });
    for (const { id, matches } of answer.matches ?? []) verdicts.set(id, { outcome: "stored", matches });
    return { facts: answer, verdicts };
  }
  // The short answer speaks of other items than were sent: ask for every word.
  const full = await putBatch(run.caller, batch.id, body, false);
  return { facts: full, verdicts: named(full) };
}

const named = (answer: BatchAnswer): Verdicts => new Map(answer.results.map((result) => [result.id, result]));
