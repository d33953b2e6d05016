/** Decides how long to wait before trying the network again, so that many phones do not try as one. */

const FIRST_S = 15;
const LONGEST_S = 15 * 60;

/**
 * Seconds until the next try after so many failures in a row (1..): doubling, with up to half taken off by chance,
 * never sooner than the server asked.
 */
export function nextDelay(failures: number, retryAfter = 0, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_S, FIRST_S * 2 ** (failures - 1));
  return Math.max(retryAfter, full * (1 - random() / 2));
}
