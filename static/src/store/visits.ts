/** Keeps the visits the volunteer logged, with or without a registration. */

import type { Visit, VisitRow } from "../contract";
import { canonicalJson, digest as digestOf } from "../rules/digest";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { peekNumber, takeNumber } from "./state";
import { sealFor } from "./vault";

/** Save a visit; resolves when the disk has it. The same id again is the same visit. */
export async function saveVisit(text: Omit<Visit, "device_seq">, userId: string): Promise<VisitRow> {
  for (;;) {
    const number = await read(["state"], (rooms) => peekNumber(rooms.state));
    const visit = JSON.parse(canonicalJson({ ...text, device_seq: number })) as Visit;
    const [digest, sealed] = await Promise.all([digestOf(visit), sealFor(userId, "visit", visit.id, visit)]);
    const saved = await write(["visits", "state"], async (rooms) => {
      const before = await rooms.visits.get(text.id);
      if (before) return before;
      // The number is part of the digest: if another tab took it, begin again.
      if ((await peekNumber(rooms.state)) !== number) return undefined;
      await takeNumber(rooms.state);
      const row: VisitRow = {
        id: visit.id,
        user_id: userId,
        face: faceOfVisit(visit),
        sealed,
        digest,
        state: "unsent",
        order: -number,
        saved_at: new Date().toISOString(),
      };
      await rooms.visits.put(row);
      return row;
    });
    if (!saved) continue;
    tellStoreChange({ about: "visits", saved: true });
    return saved;
  }
}

/** A page of visits, newest first; before is VisitRow.order of the last one already shown. */
export function listVisits(query: { userId: string; before?: number; limit: number }): Promise<VisitRow[]> {
  const range = IDBKeyRange.bound([query.userId, query.before ?? -Infinity], [query.userId, []], true);
  return read(["visits"], (rooms) => rooms.visits.index("by_user").getAll(range, query.limit));
}

/** Visits whose follow-up is due on this day or before it and was not made yet, the longest due first. */
export async function listFollowUps(userId: string, until: string): Promise<VisitRow[]> {
  const rows = await read(["visits"], (rooms) => rooms.visits.index("by_follow_up").getAll(IDBKeyRange.bound([userId], [userId, until])));
  return rows.filter(({ followed_up }) => !followed_up);
}

/** The volunteer was there again. */
export async function settleFollowUp(id: string): Promise<void> {
  await write(["visits"], async ({ visits }) => {
    const row = await visits.get(id);
    if (row) await visits.put({ ...row, followed_up: true });
  });
  tellStoreChange({ about: "visits" });
}

export const faceOfVisit = ({ visited_at, village_code, result, follow_up_on }: Visit): VisitRow["face"] => ({
  visited_at,
  village_code,
  result,
  ...(follow_up_on && { follow_up_on }),
});
