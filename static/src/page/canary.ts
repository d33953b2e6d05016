/** Remembers beside the database that there was something in it, so that an emptied phone is not taken for a new one. */

import { signal } from "@preact/signals";
import { readSession } from "../store/session";
import { readVaults } from "../store/vault";

const PLACE = "jangkau";

interface Remembered {
  unsent: number;
  at: string;
}

/** How many unsent registrations the browser threw away, when it did. */
export const evicted = signal<Remembered | undefined>(undefined);

/** After each count. */
export function remember(unsent: number): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ unsent, at: new Date().toISOString() } satisfies Remembered));
  } catch {
    // No room or not allowed: then an emptied phone looks like a new one.
  }
}

/** Once at the start: the database knows nobody, and something beside it does. */
export async function lookForLoss(): Promise<void> {
  const found = recalled();
  if (!found?.unsent) return;
  const [session, vaults] = await Promise.all([readSession(), readVaults()]);
  if (!session && !vaults.length) evicted.value = found;
}

export function acceptLoss(): void {
  localStorage.removeItem(PLACE);
  evicted.value = undefined;
}

function recalled(): Remembered | undefined {
  try {
    return (JSON.parse(localStorage.getItem(PLACE) ?? "null") as Remembered | null) ?? undefined;
  } catch {
    return undefined;
  }
}
