/** A whole sync: send what waits, then hear what happened, in the order in which a lost signal hurts least. */

import type { SyncReason, SyncReport } from "../contract";
import { readSession } from "../store/session";
import { Problem } from "./api";
import { meet } from "./meeting";
import { deliverAll } from "./refusals";
import type { Step } from "./steps";

type Hearing = typeof import("./hearing");

/** Sync once, if no other tab or the worker is at it; never throws: the report says how it went. */
export const syncNow = (reason: SyncReason): Promise<SyncReport> =>
  meet(reason, {
    readSession,
    steps: [deliverAll, ...(["carry", "recover", "hearChanges", "refreshLists", "compareHoldings", "fetchWanted", "sendPhotos"] as const).map(hearing)],
  });

/** Send what waits, then compare everything at once, whenever it was done last. */
export const compareNow = (): Promise<SyncReport> => meet("button", { readSession, steps: [deliverAll, hearing("compareAll")] });

/** Where the file is not kept yet, there is no network to hear anything from either. */
function hearing(step: keyof Hearing): Step {
  return async (run) => {
    const steps = await import("./hearing").catch(() => {
      throw new Problem("offline");
    });
    await steps[step](run);
  };
}
