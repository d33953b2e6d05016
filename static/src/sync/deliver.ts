/** Brings the outbox to the server, batch by batch, and believes only an answer that adds up. */

import type { SealedBatch, ServerFacts } from "../contract";
import { easeBatch, sealBatch, settleBatch, waitingBatches, type Verdict } from "../store/outbox";
import { Problem } from "./api";
import { setStatus } from "./status";
import type { Run } from "./steps";

export type Verdicts = Map<string, Verdict>;

export interface Delivered {
  facts: ServerFacts;
  verdicts: Verdicts;
}

/** One way of bringing a batch to the server; undefined: not this batch, not this way. */
export type Bring = (run: Run, batch: SealedBatch) => Promise<Delivered | undefined>;

/** What to do about a batch that was not taken as a whole; throws when there is nothing to do. */
type Refused = (batch: SealedBatch, problem: Problem) => Promise<void>;

/** Offer each waiting item once; without a way to deal with a refused batch, the first one ends it. */
export async function deliver(run: Run, bring: Bring, refused?: Refused): Promise<void> {
  for (let batch = await nextBatch(run); batch; batch = await nextBatch(run)) {
    run.offered.add(batch.id);
    try {
      const delivered = await bring(run, batch);
      if (delivered) await settle(run, batch, delivered.verdicts, delivered.facts);
      run.refused = 0;
    } catch (error) {
      if (error instanceof Problem && error.code === "offline") await easeBatch(batch);
      if (!refused || !(error instanceof Problem)) throw error;
      await refused(batch, error);
    }
  }
}

/** Give each item of the batch its outcome, and count it. */
export async function settle(run: Run, batch: SealedBatch, verdicts: Verdicts, facts?: ServerFacts): Promise<void> {
  const { report, offered } = run;
  const { sent, invalid, conflicts, kept } = await settleBatch(batch, verdicts, facts);
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
