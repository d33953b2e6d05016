/** Brings the outbox to the server, batch by batch, and believes only an answer that adds up. */

import type { BatchAnswer, SealedBatch } from "../contract";
import { sha256 } from "../rules/digest";
import { sealBatch, settleBatch, waitingBatches, type Verdict } from "../store/outbox";
import { Problem, putBatch } from "./api";
import type { Run } from "./meeting";
import { setStatus } from "./status";

export type Verdicts = Map<string, Verdict>;

/** What to do about a batch that was not taken as a whole; throws when there is nothing to do. */
type Refused = (batch: SealedBatch, problem: Problem) => Promise<void>;

/** Offer each waiting item once; without a way to deal with a refused batch, the first one ends it. */
export async function deliver(run: Run, refused?: Refused): Promise<void> {
  for (let batch = await nextBatch(run); batch; batch = await nextBatch(run)) {
    run.offered.add(batch.id);
    try {
      const { answer, verdicts } = await ask(run, batch);
      await settle(run, batch, verdicts, answer);
      run.refused = 0;
    } catch (error) {
      if (!refused || !(error instanceof Problem)) throw error;
      await refused(batch, error);
    }
  }
}

/** Give each item of the batch its outcome, and count it. */
export async function settle(run: Run, batch: SealedBatch, verdicts: Verdicts, answer?: BatchAnswer): Promise<void> {
  const { report, offered } = run;
  const { sent, invalid, conflicts, kept } = await settleBatch(batch, verdicts, answer);
  report.sent += sent;
  report.invalid += invalid;
  report.conflicts += conflicts;
  report.kept += kept.length;
  for (const digest of kept) offered.add(digest);
  setStatus({ sent: report.sent + report.invalid + report.conflicts + report.kept });
}

/** First what was closed earlier and never answered, under its old name: the server may have it already. */
async function nextBatch({ userId, offered }: Run): Promise<SealedBatch | undefined> {
  const waiting = await waitingBatches(userId);
  return waiting.find(({ id }) => !offered.has(id)) ?? sealBatch(userId, APP_VERSION, offered);
}

async function ask({ caller }: Run, batch: SealedBatch): Promise<{ answer: BatchAnswer; verdicts: Verdicts }> {
  const answer = await putBatch(caller, batch.id, batch.body, true);
  const verdicts = named(answer);
  if (!answer.stored) return { answer, verdicts };

  const rest = batch.items.map(({ id }) => id).filter((id) => !verdicts.has(id)).sort();
  if (rest.length === answer.stored.count && (await sha256(rest.join("\n"))) === answer.stored.sha256) {
    for (const id of rest) verdicts.set(id, { outcome: "stored" });
    for (const { id, matches } of answer.matches ?? []) verdicts.set(id, { outcome: "stored", matches });
    return { answer, verdicts };
  }
  // The short answer speaks of other items than were sent: ask for every word.
  const full = await putBatch(caller, batch.id, batch.body, false);
  return { answer: full, verdicts: named(full) };
}

const named = (answer: BatchAnswer): Verdicts => new Map(answer.results.map((result) => [result.id, result]));
