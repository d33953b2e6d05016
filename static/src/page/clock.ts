/** What day it is, also on a phone whose own clock is known to be wrong. */

import { signal } from "@preact/signals";
import type { ServerRow } from "../store/schema";

/** Minutes by which this phone's clock is ahead of the office's, negative when behind, when that is too much to be right. */
export const clockAhead = signal(0);

/** Now, as the office would say it. */
export const trueNow = (): Date => new Date(Date.now() - clockAhead.value * 60_000);

/**
 * By how many minutes the phone is ahead at least, from what the office said when it was last heard. A phone that has
 * gone back since then (a battery taken out) is told by the office's time of that day: nothing before it can be now.
 */
export function minutesAhead({ skew_s, heard_at = 0 }: Pick<ServerRow, "skew_s" | "heard_at">, now: number): number {
  const ahead = now < heard_at ? Math.min(0, now - heard_at + skew_s * 1000) : skew_s * 1000;
  return Math.round(ahead / 60_000);
}
