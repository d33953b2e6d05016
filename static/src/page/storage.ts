/** Whether the browser promises to keep what rests on this phone when space runs short. */

import { signal } from "@preact/signals";

/** undefined: not known yet, or the browser does not say. */
export const kept = signal<boolean | undefined>(undefined);

export async function lookWhetherKept(): Promise<void> {
  kept.value = await navigator.storage?.persisted?.();
}

/** Ask for the promise; the browser may say no, or ask the volunteer. */
export async function askToKeep(): Promise<void> {
  kept.value = await navigator.storage?.persist?.();
}
