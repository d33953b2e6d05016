/** Finds the one item for which a whole batch was refused, so that the others are not held up by it. */

import type { SealedBatch } from "../contract";
import { counts } from "../store/counts";
import { markServerError, resealBatch } from "../store/outbox";
import type { Problem } from "./api";
import { asText } from "./batches";
import { deliver, settle, type Verdicts } from "./deliver";
import { setStatus } from "./status";
import type { Run } from "./steps";

/** Refusals in a row after which the fault is not in the items; an error of the server's own weighs four. */
const PATIENCE = 12;
/** From here on a batch the server stumbles over is halved, to find the item that trips it. */
const STUMBLES = 3;

/** Offer each waiting item once; throws the last error of the server that left some of them waiting. */
export async function deliverAll(run: Run): Promise<void> {
  const { unsent, attention } = await counts(run.userId);
  const total = unsent - attention;
  if (total) setStatus({ total, photo: undefined });
  const alone: [SealedBatch, Problem][] = [];
  let stumbled: Problem | undefined;
  await deliver(run, asText, async (batch, problem) => {
    const { status } = problem;
    const single = batch.items.length === 1;
    // A proxy's page says nothing about the items, except that they were too many.
    if (!isOwn(problem) && (single || status !== 413)) throw problem;
    if (status >= 500) stumbled = problem;
    else if (single && status !== 409) alone.push([batch, problem]);
    await makeSmaller(batch, problem);
    run.refused += status >= 500 ? 4 : 1;
    if (run.refused >= PATIENCE) throw problem;
  });
  // Only now: a server that refuses everything has said nothing about these.
  for (const [batch, problem] of alone) await settle(run, batch, refusal(batch, problem));
  if (stumbled) throw stumbled;
}

/** Change what can be changed about the batch, or pass the problem on. */
async function makeSmaller(batch: SealedBatch, problem: Problem): Promise<void> {
  const halves = () => (batch.items.length > 1 ? resealBatch(batch, 2) : undefined);
  switch (problem.status) {
    case 409:
      return resealBatch(batch, 1);
    case 400:
    case 413:
    case 422:
      return halves();
    default:
      if (problem.status < 500 || problem.status === 503) throw problem;
  }
  batch = await markServerError(batch);
  if (batch.server_errors >= STUMBLES) await halves();
}

/** In the server's own words, not a proxy's. */
const isOwn = ({ code }: Problem) => code !== "not_the_server" && code !== "offline";

const refusal = (batch: SealedBatch, { errors, detail }: Problem): Verdicts =>
  new Map(batch.items.map(({ id }) => [id, { outcome: "invalid", errors: errors ?? { "": detail ? [detail] : [] } }]));
