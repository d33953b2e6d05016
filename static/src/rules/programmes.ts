/** What a worker on their own account (BPU) may join, for how long, and who may pay. */

// The law behind it: webapp/rules/programmes.py.

import type { ErrorCode, WarningCode } from "./findings";

export const COMPULSORY = ["JKK", "JKM"] as const;
export const OPTIONAL = ["JHT"] as const;
export const PAYMENT_MONTHS = [1, 3, 6, 12] as const;
/** self; apbd: the regency's or province's budget; apbdes: the village's; csr: a company or donor. */
export const FUNDINGS = ["self", "apbd", "apbdes", "csr"] as const;

/** The one occupation that says "employs others". */
export const EMPLOYER = "pemilik-usaha";

/** Codes of what is no set of programmes a BPU member can have; order does not matter. */
export function programmesErrors(programmes: readonly string[]): ErrorCode[] {
  const chosen = new Set(programmes);
  const isAllowed =
    chosen.size === programmes.length &&
    COMPULSORY.every((programme) => chosen.has(programme)) &&
    programmes.every((programme) => ([...COMPULSORY, ...OPTIONAL] as string[]).includes(programme));
  return isAllowed ? [] : ["programmes_invalid"];
}

/** Codes of what is odd about an allowed set for this occupation. */
export function programmesWarnings(programmes: readonly string[], occupationCode: string | undefined): WarningCode[] {
  return occupationCode === EMPLOYER && !programmes.includes("JHT") ? ["jht_for_employer"] : [];
}
