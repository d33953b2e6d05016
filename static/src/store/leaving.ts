/** What would be missed if this phone broke now: all that is not yet in a backup of the office, in boxes. */

import type { EntryRow, Revision, SealedItem, VisitRow } from "../contract";
import { boxed } from "./boxes";
import { readCarried } from "./carried";
import { read } from "./db";
import { watermark } from "./state";

/** Of one user, or of everybody who works on this phone; also what was carried here and waits. */
export async function unsafeItems(userId?: string): Promise<SealedItem[]> {
  const [rows, drafts, until] = await read(["entries", "revisions", "visits", "drafts", "state"], async (rooms) => {
    const all = IDBKeyRange.lowerBound("");
    const [entries, revisions, visits] = await Promise.all([
      rooms.entries.getAll(all),
      rooms.revisions.getAll(IDBKeyRange.lowerBound([])),
      rooms.visits.getAll(all),
    ]);
    return [[...entries, ...revisions, ...visits], await rooms.drafts.getAll(all), await watermark(rooms.state)] as const;
  });
  const mine = ({ user_id }: { user_id: string }) => userId === undefined || user_id === userId;
  const safe = ({ state, received_at }: EntryRow | Revision | VisitRow) =>
    state === "superseded" || (state === "sent" && !!until && !!received_at && received_at <= until);
  const texts = rows.filter((row) => mine(row) && row.sealed && !safe(row)).map(boxed);
  const forms = drafts.filter((row) => mine(row) && row.sealed).map(boxed);
  return [...texts, ...forms, ...(await readCarried())];
}
