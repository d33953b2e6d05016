/**
 * Lets go of texts nobody needs on a phone any more: the office is done with them, and a backup that is a month
 * younger than they are exists (design/trust.md, P2). What stays is the row: face, standing, digest, dates.
 */

import type { EntryRow, Sealed, VisitRow } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { HOLDINGS, isDone, textRoom, type Holding, type Row } from "./items";
import { watermark } from "./state";

/** Counted by the office's clock, so that a phone's wrong one lets nothing go early. */
const KEPT_DAYS = 30;
const A_PAGE = 500;

/** To be called when the office has just confirmed all that this user sent; returns how many were let go. */
export async function thinOut(userId: string): Promise<number> {
  const backedUp = await read(["state"], (rooms) => watermark(rooms.state));
  if (!backedUp) return 0;
  const until = new Date(Date.parse(backedUp) - KEPT_DAYS * 86_400_000).toISOString();
  let thinned = 0;
  for (const holding of HOLDINGS) thinned += await thinRoom(userId, holding, until);
  if (thinned) tellStoreChange({ about: "entries" });
  return thinned;
}

/** Which of what was sent nobody needs to read here again. */
const OVER: { [H in Holding]: (row: Row, until: string) => boolean } = {
  entries: (row) => isDone(row as EntryRow),
  // A later text took its place.
  revisions: () => true,
  visits: (row, until) => {
    const { face, followed_up } = row as VisitRow;
    return !face.follow_up_on || !!followed_up || face.follow_up_on < until;
  },
};

/** A box with nothing in it. */
const EMPTY: Sealed = { schema: 1, box: new Uint8Array() };

async function thinRoom(userId: string, holding: Holding, until: string): Promise<number> {
  let thinned = 0;
  for (let after = -Infinity, more = true; more; ) {
    const range = IDBKeyRange.bound([userId, "sent", after], [userId, "sent", []], true);
    const page = await write([holding], async (rooms) => {
      const room = textRoom(rooms, holding);
      const page = await room.index("by_state").getAll(range, A_PAGE);
      const ripe = page.filter((row) => !row.thin && !!row.received_at && row.received_at <= until && OVER[holding](row, until));
      await Promise.all(ripe.map((row) => room.put(thinnedOf(row))));
      return { ripe: ripe.length, full: page.length === A_PAGE, last: page.at(-1)?.order };
    });
    thinned += page.ripe;
    more = page.full;
    after = page.last ?? after;
  }
  return thinned;
}

function thinnedOf(row: Row): Row {
  const { said: _, ...rest } = row as EntryRow;
  return { ...rest, sealed: EMPTY, thin: true };
}
