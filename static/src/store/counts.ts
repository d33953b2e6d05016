/** Counts what is on the phone, from the rows and never from a number kept beside them. */

import type { Counts } from "../contract";
import { waitingTexts } from "./carried";
import { read } from "./db";
import { peekNumber, watermark } from "./state";

/** Everything that is shown as a number. A count that has not begun yet serves all who ask meanwhile. */
export function counts(userId: string): Promise<Counts> {
  const begun = toCount.get(userId);
  if (begun) return begun;
  const next = counted.then(() => {
    toCount.delete(userId);
    return countNow(userId);
  });
  toCount.set(userId, next);
  counted = next.catch(() => undefined);
  return next;
}

const toCount = new Map<string, Promise<Counts>>();
let counted: Promise<unknown> = Promise.resolve();

async function countNow(userId: string): Promise<Counts> {
  const [end, until, carried] = await read(["state", "carried"], ({ state, carried }) =>
    Promise.all([peekNumber(state), watermark(state), waitingTexts(carried)]),
  );
  const sums = COUNTED.map(() => 0);
  // Counting ten thousand takes a browser half a second: piece by piece, so that a save never waits for all of it.
  for (let from = 1; from < end; from += PIECE) {
    const piece = await read(["entries"], ({ entries }) =>
      Promise.all(
        COUNTED.map(([order, word]) =>
          entries.index(order).count(IDBKeyRange.bound([userId, word, 1 - from - PIECE], [userId, word, -from])),
        ),
      ),
    );
    piece.forEach((count, i) => (sums[i]! += count));
  }
  const [waiting, invalid, conflict, sent, returned] = sums as [number, number, number, number, number];
  // Few were received since the last backup, so those are counted and not the many before.
  const since = until && (await read(["entries"], ({ entries }) => entries.index("by_received").count(after(userId, until))));
  const attention = invalid + conflict;
  return { unsent: waiting + attention, sent, backed_up: until ? sent - Number(since) : 0, returned, attention, carried: carried.length };
}

const COUNTED = [
  ["by_state", "unsent"],
  ["by_state", "invalid"],
  ["by_state", "conflict"],
  ["by_state", "sent"],
  ["by_status", "returned"],
] as const;
const PIECE = 1000;

const after = (userId: string, moment: string) => IDBKeyRange.bound([userId, moment], [userId, []], true);
