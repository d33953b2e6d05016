/** How many days in a row somebody was at work, ending today or yesterday. */

/**
 * days: local days "2026-11-23" on which something was saved, in any order; today the same. A day without work so
 * far breaks nothing: it is not over yet.
 */
export function streak(days: readonly string[], today: string): number {
  const worked = new Set(days);
  let day = worked.has(today) ? today : before(today);
  let count = 0;
  for (; worked.has(day); day = before(day)) count++;
  return count;
}

/** In UTC, where every day has 24 hours. */
const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
