/** A whole sync: send what waits, then hear what happened, in the order in which a lost signal hurts least. */

import type { SyncReason, SyncReport } from "../contract";
import { meet } from "./meeting";
import { recover } from "./recover";
import { compareHoldings, fetchWanted, hearChanges, refreshLists } from "./receive";
import { deliverAll } from "./refusals";

/** Sync once, if no other tab or the worker is at it; never throws: the report says how it went. */
export const syncNow = (reason: SyncReason): Promise<SyncReport> =>
  meet(reason, [deliverAll, recover, hearChanges, refreshLists, compareHoldings, fetchWanted]);
