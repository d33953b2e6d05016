/**
 * A second copy of what only this phone has, sealed, in another of the browser's stores: when the database is
 * damaged, the work is still there. Eviction takes both; against that only sending and exporting help.
 */

import type { SealedItem } from "../contract";

const SHELF = "jangkau-unsent";

/** Put a copy beside; a browser that refuses has said nothing about the first one. */
export async function keepCopy(item: SealedItem): Promise<void> {
  try {
    await (await shelf())?.put(place(item), new Response(JSON.stringify(item)));
  } catch {
    // The database has it: that is what "Tersimpan" says.
  }
}

/** The server has these. */
export async function dropCopies(items: readonly Pick<SealedItem, "id" | "digest">[]): Promise<void> {
  const store = await shelf();
  await Promise.all(items.map((item) => store?.delete(place(item))));
}

export async function readCopies(): Promise<SealedItem[]> {
  const store = await shelf();
  const kept = (await store?.keys()) ?? [];
  return Promise.all(kept.map(async (request) => (await (await store!.match(request))!.json()) as SealedItem));
}

const shelf = async (): Promise<Cache | undefined> => (globalThis as { caches?: CacheStorage }).caches?.open(SHELF);

const place = ({ id, digest }: Pick<SealedItem, "id" | "digest">): string => `/unsent/${id}/${digest}`;
