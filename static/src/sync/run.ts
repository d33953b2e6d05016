/** A whole sync: send what waits, then hear what happened, in the order in which a lost signal hurts least. */

import type { SyncReason, SyncReport } from "../contract";
import { readSession } from "../store/session";
import { carry } from "./carry";
import { meet } from "./meeting";
import { recover } from "./recover";
import { compareAll, compareHoldings, fetchWanted, hearChanges, refreshLists } from "./receive";
import { deliverAll } from "./refusals";

/** Sync once, if no other tab or the worker is at it; never throws: the report says how it went. */
export const syncNow = (reason: SyncReason): Promise<SyncReport> =>
  meet(reason, { readSession, steps: [deliverAll, carry, recover, hearChanges, refreshLists, compareHoldings, fetchWanted] });

/** Send what waits, then compare everything at once, whenever it was done last. */
export const compareNow = (): Promise<SyncReport> => meet("button", { readSession, steps: [deliverAll, compareAll] });
