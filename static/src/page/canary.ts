/** Remembers beside the database that there was something in it, so that an emptied phone is not taken for a new one. */

import { signal } from "@preact/signals";
import { adoptCopies } from "../store/adopting";
import { waitingTexts } from "../store/carried";
import { read } from "../store/db";
import { readSession } from "../store/session";
import { readVaults } from "../store/vault";
import { say } from "./shell/said";
import { t } from "./text";
import { number } from "./words";

const KEPT = "jangkau";
const LOST = "jangkau-lost";

interface Remembered {
  unsent: number;
  at: string;
}

/** How many unsent registrations the browser threw away, until somebody has read it. */
export const evicted = signal<Remembered | undefined>(undefined);

/** After each count. */
export const remember = (unsent: number): void => put(KEPT, { unsent, at: new Date().toISOString() });

/** Once at the start: the database knows nobody, and something beside it does. */
export async function lookForLoss(): Promise<void> {
  const kept = recalled(KEPT);
  if (kept?.unsent) {
    const [session, vaults] = await Promise.all([readSession(), readVaults()]);
    if (!session && !vaults.length) await countLoss(kept);
  }
  evicted.value = recalled(LOST);
}

/** What the second copy has comes back; the rest is lost, and told until somebody has read it. */
export async function countLoss({ unsent, at }: Remembered): Promise<void> {
  await adoptCopies().catch(() => 0);
  const back = (await read(["carried"], ({ carried }) => waitingTexts(carried)).catch(() => [])).length;
  if (unsent > back) {
    // What was lost before and nobody has read is told with it.
    evicted.value = { unsent: unsent - back + (recalled(LOST)?.unsent ?? 0), at };
    put(LOST, evicted.value);
  } else say(t("Simpanan HP ini dihapus peramban. %(n)s pendaftaran yang belum terkirim dipulihkan dari salinannya.", { n: number(back) }));
  remember(back);
}

export function acceptLoss(): void {
  localStorage.removeItem(LOST);
  evicted.value = undefined;
}

function put(place: string, what: Remembered): void {
  try {
    localStorage.setItem(place, JSON.stringify(what));
  } catch {
    // No room or not allowed: then an emptied phone looks like a new one.
  }
}

function recalled(place: string): Remembered | undefined {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? "null") as Remembered | null) ?? undefined;
  } catch {
    return undefined;
  }
}
