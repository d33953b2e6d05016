/** Keeps the visits the volunteer logged, with or without a registration. */

import type { SavedVisit, Visit } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { canonical, digestOf } from "./digest";
import { peekNumber, takeNumber } from "./state";

/** Save a visit; resolves when the disk has it. The same id again is the same visit. */
export async function saveVisit(text: Omit<Visit, "device_seq">, userId: string): Promise<SavedVisit> {
  for (;;) {
    const number = await read(["state"], (tx) => peekNumber(tx.objectStore("state")));
    const visit = JSON.parse(canonical({ ...text, device_seq: number })) as Visit;
    const digest = await digestOf(visit);
    const saved = await write(["visits", "state"], async (tx) => {
      const before = await tx.objectStore("visits").get(text.id);
      if (before) return before;
      // The number is part of the digest: if another tab took it, begin again.
      if ((await peekNumber(tx.objectStore("state"))) !== number) return undefined;
      await takeNumber(tx.objectStore("state"));
      const row: SavedVisit = {
        id: visit.id,
        user_id: userId,
        visit,
        digest,
        state: "unsent",
        order: -number,
        saved_at: new Date().toISOString(),
      };
      await tx.objectStore("visits").put(row);
      return row;
    });
    if (!saved) continue;
    tellStoreChange({ about: "visits", saved: true });
    return saved;
  }
}

/** A page of visits, newest first; before is SavedVisit.order of the last one already shown. */
export function listVisits(query: { userId: string; before?: number; limit: number }): Promise<SavedVisit[]> {
  const range = IDBKeyRange.bound([query.userId, query.before ?? -Infinity], [query.userId, []], true);
  return read(["visits"], (tx) => tx.objectStore("visits").index("by_user").getAll(range, query.limit));
}
