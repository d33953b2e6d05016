/** What day it is, also on a phone whose own clock is known to be wrong. */

import { signal } from "@preact/signals";
import type { ServerRow } from "../store/schema";

type Heard = Pick<ServerRow, "skew_s" | "heard_at">;

/** Minutes by which this phone's clock is ahead of the office's, negative when behind, when that is too much to be right. */
export const clockAhead = signal(0);

/** How far this phone's clock was off when the office was last heard. */
export const heard = signal<Heard>();

/** Now, as the office would say it. */
export function trueNow(): Date {
  const now = Date.now();
  return new Date(now - (heard.value ? minutesAhead(heard.value, now) : 0) * MINUTE);
}

/**
 * By how many minutes the phone is ahead at least, from what the office said when it was last heard. A phone that has
 * gone back since then (a battery taken out) is told by the office's time of that day: nothing before it can be now.
 * One that was behind by years, and has reached the office's time since, was put right meanwhile.
 */
export function minutesAhead({ skew_s, heard_at = 0 }: Heard, now: number): number {
  const skew = skew_s * 1000;
  if (now < heard_at) return Math.round(Math.min(0, now - heard_at + skew) / MINUTE);
  return skew < -YEAR && now >= heard_at - skew ? 0 : Math.round(skew / MINUTE);
}

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
