/** Compares what the phone believes it sent with what the server has, and offers again what it lacks. */

import type { Offer, Receipt, ReconcileAnswer } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { HOLDINGS, itemOf, locate, moved, textRoom, type Holding } from "./items";

/** Where a page of offers begins. */
export interface OfferMark {
  holding: Holding;
  after: number;
}

export const FIRST_OFFER: OfferMark = { holding: HOLDINGS[0], after: -Infinity };

/** The next page of texts the server is believed to have, at most limit of them; next is undefined after the last. */
export async function sentOffers(userId: string, limit: number, from: OfferMark): Promise<{ offers: Offer[]; next: OfferMark | undefined }> {
  const range = IDBKeyRange.bound([userId, "sent", from.after], [userId, "sent", []], true);
  const rows = await read([from.holding], (rooms) => textRoom(rooms, from.holding).index("by_state").getAll(range, limit));
  const offers = rows.map((row) => {
    const { id, revision } = itemOf(row);
    return { id, ...(revision && { revision }), digest: row.digest };
  });
  if (rows.length === limit) return { offers, next: { holding: from.holding, after: rows.at(-1)!.order } };
  const holding = HOLDINGS[HOLDINGS.indexOf(from.holding) + 1];
  return { offers, next: holding && { holding, after: -Infinity } };
}

/** Put back into the outbox what the server lacks, and show what it holds otherwise; returns how many it lacks. */
export async function applyComparison(offers: Offer[], answer: Pick<ReconcileAnswer, "lacks" | "differs">): Promise<number> {
  const key = ({ id, revision }: { id: string; revision?: number }) => `${id}/${revision ?? ""}`;
  const lacking = new Set(answer.lacks.map(key));
  const differing = new Set(answer.differs.map(key));
  const lacks = await write([...HOLDINGS], async (rooms) => {
    let lacks = 0;
    for (const offer of offers) {
      if (!lacking.has(key(offer)) && !differing.has(key(offer))) continue;
      const found = await locate(rooms, offer);
      // Only about the very text that was offered.
      if (found?.row.digest !== offer.digest) continue;
      // Of a text that is not here any more there is nothing to send.
      const again = lacking.has(key(offer)) && !found.row.thin;
      const next = moved(found.row, again ? "unsent" : "conflict");
      if ("status" in next) delete next.status; // Its decision went with the text.
      await found.room.put(next);
      if (next.state === "unsent") lacks++;
    }
    return lacks;
  });
  if (lacking.size + differing.size) tellStoreChange({ about: "entries" });
  return lacks;
}

/** Note that all was compared, in which life of the server, and keep its signed word for it. */
export const finishComparison = (userId: string, epoch: string | undefined, receipts: Receipt[], offered: number): Promise<unknown> =>
  write(["feed"], async (rooms) => {
    const row = await rooms.feed.get(userId);
    const done = { reconciled_at: new Date().toISOString(), receipts, offered, ...(epoch && { reconciled_epoch: epoch }) };
    return rooms.feed.put({ ...row, ...done }, userId);
  });
