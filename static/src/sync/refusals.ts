/** Finds the one item for which a whole batch was refused, so that the others are not held up by it. */

import type { SealedBatch } from "../contract";
import { markServerError, resealBatch } from "../store/outbox";
import type { Problem } from "./api";
import { deliver, settle, type Verdicts } from "./deliver";
import type { Run } from "./meeting";

/** Refusals in a row after which the fault is not in the items; an error of the server's own weighs four. */
const PATIENCE = 12;
/** From here on a batch the server stumbles over is halved, to find the item that trips it. */
const STUMBLES = 3;

/** Offer each waiting item once; throws the last error of the server that left some of them waiting. */
export async function deliverAll(run: Run): Promise<void> {
  let stumbled: Problem | undefined;
  await deliver(run, async (batch, problem) => {
    if (problem.status >= 500) stumbled = problem;
    await makeSmaller(run, batch, problem);
    run.refused += problem.status >= 500 ? 4 : 1;
    if (run.refused >= PATIENCE) throw problem;
  });
  if (stumbled) throw stumbled;
}

/** Change what can be changed about the batch, or pass the problem on. */
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
