/** Says how far a volunteer is this month and where the month asks them to be today. */

import type { Progress } from "../contract";
import { daysInMonth, partsOf } from "./dates";

/** A month's counts beside what it asks for by today; gap is how many approved ones are missing, negative when ahead. */
export interface Pace extends Progress {
  gap: number;
}

/** The part of a target that the days gone by ask for, today included, halves rounded up; period is "2026-11". */
export function expectedByToday(target: number, period: string, today: string): number {
  const thisMonth = today.slice(0, 7);
  if (period < thisMonth) return target;
  if (period > thisMonth) return 0;
  const [year, month, day] = partsOf(today);
  const days = daysInMonth(year, month);
  return Math.floor((2 * target * day + days) / (2 * days));
}

/** Put a month's counts beside what the month asks for by today, also when the server spoke of it days ago. */
export function progress(counts: Omit<Progress, "expected_by_today">, today: string): Pace {
  const expected = expectedByToday(counts.target, counts.period, today);
  return { ...counts, expected_by_today: expected, gap: expected - counts.approved };
}
