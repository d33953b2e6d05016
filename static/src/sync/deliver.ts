/** Brings the outbox to the server, batch by batch, and believes only an answer that adds up. */

import type { BatchAnswer, SealedBatch } from "../contract";
import { sha256 } from "../store/digest";
import { markServerError, resealBatch, sealBatch, settleBatch, waitingBatches, type Verdict } from "../store/outbox";
import { Problem, putBatch } from "./api";
import type { Run } from "./run";
import { setStatus } from "./status";

/** Refused batches in a row after which the fault is not in the items; a server error weighs four. */
const PATIENCE = 12;
/** From here on a batch the server stumbles over is halved, to find the item that trips it. */
const STUMBLES = 3;

/** Send until each waiting item was offered once; throws the last problem that left some of them waiting. */
export async function deliver(run: Run): Promise<void> {
  let refused = 0;
  let stumbled: Problem | undefined;
  for (;;) {
    const batch = await nextBatch(run);
    if (!batch) break;
    run.offered.add(batch.id);
    try {
      await send(run, batch);
      refused = 0;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status >= 500) stumbled = error;
      await makeSmaller(run, batch, error);
      refused += error.status >= 500 ? 4 : 1;
      if (refused >= PATIENCE) throw error;
    }
  }
  if (stumbled) throw stumbled;
}

/** First what was closed earlier and never answered, under its old name: the server may have it already. */
async function nextBatch({ userId, offered }: Run): Promise<SealedBatch | undefined> {
  const waiting = await waitingBatches(userId);
  return waiting.find(({ id }) => !offered.has(id)) ?? sealBatch(userId, APP_VERSION, offered);
}

async function send(run: Run, batch: SealedBatch): Promise<void> {
  const { answer, verdicts } = await ask(run, batch);
  await settle(run, batch, verdicts, answer);
}

type Verdicts = Map<string, Verdict>;

async function ask({ caller }: Run, batch: SealedBatch): Promise<{ answer: BatchAnswer; verdicts: Verdicts }> {
  const answer = await putBatch(caller, batch.id, batch.body, true);
  const verdicts = named(answer);
  if (!answer.stored) return { answer, verdicts };

  const rest = batch.items.map(({ id }) => id).filter((id) => !verdicts.has(id)).sort();
  if (rest.length === answer.stored.count && (await sha256(rest.join("\n"))) === answer.stored.sha256) {
    for (const id of rest) verdicts.set(id, { outcome: "stored" });
    return { answer, verdicts };
  }
  // The short answer speaks of other items than were sent: ask for every word.
  const full = await putBatch(caller, batch.id, batch.body, false);
  return { answer: full, verdicts: named(full) };
}

const named = (answer: BatchAnswer): Verdicts => new Map(answer.results.map((result) => [result.id, result]));

async function settle({ report, offered }: Run, batch: SealedBatch, verdicts: Verdicts, answer?: BatchAnswer): Promise<void> {
  const { sent, invalid, conflicts, kept } = await settleBatch(batch, verdicts, answer);
  report.sent += sent;
  report.invalid += invalid;
  report.conflicts += conflicts;
  report.kept += kept.length;
  for (const digest of kept) offered.add(digest);
  setStatus({ sent: report.sent + report.invalid + report.conflicts + report.kept });
}

/** The batch as a whole was not taken: change what can be changed, or pass the problem on. */
async function makeSmaller(run: Run, batch: SealedBatch, problem: Problem): Promise<void> {
  const { status, code } = problem;
  const single = batch.items.length === 1;
  const own = code !== "not_the_server" && code !== "offline";
  if (status === 409 && own) return resealBatch(batch, 1);
  if (status === 413 && !single) return resealBatch(batch, 2);
  if ((status === 400 || status === 413 || status === 422) && own) {
    return single ? settle(run, batch, refusal(batch, problem)) : resealBatch(batch, 2);
  }
  if (status < 500 || status === 503 || !own) throw problem;
  const marked = await markServerError(batch);
  if (marked.server_errors >= STUMBLES && !single) await resealBatch(marked, 2);
}

const refusal = (batch: SealedBatch, { errors, detail }: Problem): Verdicts =>
  new Map(batch.items.map(({ id }) => [id, { outcome: "invalid", errors: errors ?? { "": [detail ?? REFUSED] } }]));

const REFUSED = "Server belum dapat menerima data ini. Periksa isinya, lalu simpan lagi.";
