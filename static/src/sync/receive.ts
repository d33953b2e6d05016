/** Hears what the server has to say: decisions, lists, and whether it still holds what it was given. */

import type { Receipt } from "../contract";
import { applyChanges, dropWanted, forgetCursor, keepHeld, patchFeed, readFeed, wantedIds } from "../store/feed";
import { applyComparison, FIRST_OFFER, finishComparison, sentOffers, type OfferMark } from "../store/holdings";
import { readEtag, readReference, saveReference } from "../store/reference";
import { thinOut } from "../store/thinning";
import { readServer } from "../store/times";
import { furnish } from "../store/vault";
import { getChanges, getReference, getRegistration, Problem, reconcile } from "./api";
import { deliverAll } from "./refusals";
import { setStatus } from "./status";
import type { Run } from "./steps";

const DAY_MS = 24 * 60 * 60 * 1000;
const OFFERS_A_PAGE = 500;
const CALLS_AT_ONCE = 4;

/** Read the feed to its end; each page and its cursor are kept together. */
export async function hearChanges({ userId, caller, report }: Run): Promise<void> {
  setStatus({ phase: "receiving" });
  let { cursor, epoch } = await readFeed(userId);
  for (let more = true; more; ) {
    const answer = await getChanges(caller, cursor).catch((error: unknown) => {
      if (cursor === undefined || !isUnknownCursor(error)) throw error;
    });
    // A restored server counts anew: its feed is read from the beginning.
    if (!answer || (cursor !== undefined && answer.server_epoch !== epoch)) {
      await forgetCursor(userId);
      cursor = undefined;
      continue;
    }
    await applyChanges(userId, answer);
    report.changes += answer.changes.length;
    more = answer.more && answer.cursor !== cursor;
    ({ cursor, server_epoch: epoch } = answer);
  }
}

/** Fetch the territory's lists when there are none, when the feed spoke of others, and once a day. */
export async function refreshLists({ userId, caller }: Run): Promise<void> {
  const [feed, etag, here] = await Promise.all([readFeed(userId), readEtag(userId), readReference()]);
  const known = etag !== undefined && (feed.reference_version ?? here?.version) === here?.version;
  if (known && isRecent(feed.reference_asked_at)) return;
  const fresh = await getReference(caller, etag);
  if (fresh) await saveReference(fresh.reference, fresh.etag, userId);
  const sealing_key = fresh?.reference.sealing_key;
  if (sealing_key) await furnish(userId, { sealing_key });
  const version = fresh?.reference.version ?? here?.version;
  await patchFeed(userId, { reference_asked_at: new Date().toISOString(), ...(version && { reference_version: version }) });
}

/** After a restore, and once a day: compare the holdings and send again what the server no longer has. */
export async function compareHoldings(run: Run): Promise<void> {
  const [feed, server] = await Promise.all([readFeed(run.userId), readServer()]);
  if (!server) return;
  const sameLife = (feed.reconciled_epoch ?? server.first_epoch) === server.epoch;
  if (sameLife && isRecent(feed.reconciled_at)) return;
  // In the first life there was nothing before this run that could have been lost.
  if (sameLife && !feed.reconciled_at) return void (await finishComparison(run.userId, server.epoch, [], 0));
  await compareAll(run);
}

/** Offer everything this phone believes it sent, keep the office's signed word, and send again what it lacks. */
export async function compareAll(run: Run): Promise<void> {
  const receipts: Receipt[] = [];
  let [offered, lacks] = [0, 0];
  for (let from: OfferMark | undefined = FIRST_OFFER; from; ) {
    const { offers, next } = await sentOffers(run.userId, OFFERS_A_PAGE, from);
    from = next;
    if (!offers.length) continue;
    const answer = await reconcile(run.caller, offers);
    offered += offers.length;
    lacks += await applyComparison(offers, answer);
    receipts.push(answer.receipt);
  }
  await finishComparison(run.userId, (await readServer())?.epoch, receipts, offered);
  if (lacks) await deliverAll(run);
  await thinOut(run.userId);
}

/** Ask for the registrations the feed spoke of and this phone does not hold, so that they can be corrected here. */
export async function fetchWanted({ userId, caller }: Run): Promise<void> {
  const ids = await wantedIds(userId);
  const fetchOne = async (id: string) => {
    try {
      await keepHeld(userId, await getRegistration(caller, id));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404 || error.code === "not_the_server") throw error;
      await dropWanted(userId, id);
    }
  };
  for (let from = 0; from < ids.length; from += CALLS_AT_ONCE) {
    // all are waited for: what one call brought is written before the failure of another ends the sync
    const ends = await Promise.allSettled(ids.slice(from, from + CALLS_AT_ONCE).map(fetchOne));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }
}

const isUnknownCursor = (error: unknown) =>
  error instanceof Problem && error.code !== "not_the_server" && [400, 404, 410, 422].includes(error.status);

/** Within a day by the phone's clock, whichever way it jumped. */
const isRecent = (then: string | undefined) => then !== undefined && Math.abs(Date.now() - Date.parse(then)) < DAY_MS;
