/** Says what a worker pays, month by month, while a relief lasts and after it; all money is whole rupiah. */

// Rates, relief and their laws: webapp/rules/contributions.py.

import type { ContributionTier, Relief } from "../contract";
import { dateOf, partsOf } from "./dates";

/** PP 44/2015 Lampiran II has 33 income tiers, 1 to this. */
export const LAST_TIER = 33;

/** What one calendar month ("2026-11") costs; relief says whether any was given. */
export interface MonthAmount {
  month: string;
  jkk: number;
  jkm: number;
  jht: number;
  total: number;
  relief: boolean;
}

export interface Contribution {
  months: MonthAmount[];
  /** The first month's total. */
  perMonth: number;
  total: number;
  /** The whole period without any relief. */
  fullTotal: number;
  /** The last day of the relief that was given, null if none was. */
  reliefUntil: string | null;
}

export interface ContributionQuestion {
  tier: ContributionTier;
  programmes: readonly string[];
  /** Calendar months, at least 1, beginning with start's. */
  months: number;
  funding: string;
  /** The sector of the occupation. */
  sector: string;
  /** YYYY-MM-DD */
  start: string;
  reliefs: readonly Relief[];
}

/**
 * The contribution for a payment period. A month has relief when its first day lies in the window: contributions are
 * owed for whole calendar months, so a window never divides one.
 */
export function contribution({
  tier,
  programmes,
  months: count,
  funding,
  sector,
  start,
  reliefs,
}: ContributionQuestion): Contribution {
  const rates = new Map(
    ([["JKK", tier.jkk], ["JKM", tier.jkm], ["JHT", tier.jht]] as const).filter(([code]) => programmes.includes(code)),
  );
  const usable = reliefs.filter(
    (relief) => relief.sector === sector && isRated(relief.programme, rates) && !relief.excludes_funding.includes(funding),
  );
  const firstDays = Array.from({ length: count }, (_, later) => firstOfMonth(start, later));
  const months = firstDays.map((firstDay) => monthAmount(firstDay, rates, usable));
  const ends = usable.filter((relief) => firstDays.some((firstDay) => covers(relief, firstDay))).map(({ to }) => to);
  return {
    months,
    perMonth: months[0]?.total ?? 0,
    total: sum(months.map(({ total }) => total)),
    fullTotal: count * sum(rates.values()),
    reliefUntil: ends.sort().pop() ?? null,
  };
}

type Rates = Map<"JKK" | "JKM" | "JHT", number>;

const isRated = (programme: string, rates: Rates): boolean => (rates as Map<string, number>).has(programme);

function firstOfMonth(start: string, monthsLater: number): string {
  const [year, month] = partsOf(start);
  const later = month - 1 + monthsLater;
  return dateOf(year + Math.floor(later / 12), (later % 12) + 1, 1);
}

function monthAmount(firstDay: string, rates: Rates, reliefs: readonly Relief[]): MonthAmount {
  const paid = (programme: "JKK" | "JKM" | "JHT"): number => {
    const rate = rates.get(programme) ?? 0;
    const relief = reliefs.find((one) => one.programme === programme && covers(one, firstDay));
    // exact for all 33 tiers: every rate is even
    return relief ? Math.floor((rate * relief.numerator) / relief.denominator) : rate;
  };
  const [jkk, jkm, jht] = [paid("JKK"), paid("JKM"), paid("JHT")];
  const total = jkk + jkm + jht;
  return { month: firstDay.slice(0, 7), jkk, jkm, jht, total, relief: total !== sum(rates.values()) };
}

const covers = ({ from, to }: Relief, firstDay: string): boolean => from <= firstDay && firstDay <= to;

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);
