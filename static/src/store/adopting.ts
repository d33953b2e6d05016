/** Takes back what the database lost and the second copy still has: it goes to the office as carried work does. */

import { keepCarried } from "./carried";
import { read } from "./db";
import { dropCopies, readCopies } from "./second-copy";

/** How many were taken back. */
export async function adoptCopies(): Promise<number> {
  const copies = await readCopies();
  if (!copies.length) return 0;
  const known = await read(["entries", "revisions"], async (rooms) => {
    const [entries, revisions] = await Promise.all([rooms.entries.getAll(IDBKeyRange.lowerBound("")), rooms.revisions.getAll(IDBKeyRange.lowerBound([]))]);
    return new Map([...entries, ...revisions].map(({ digest, state }) => [digest, state]));
  });
  const lost = copies.filter(({ digest }) => !known.has(digest));
  await dropCopies(copies.filter(({ digest }) => known.get(digest) === "sent"));
  if (lost.length) await keepCarried(lost);
  return lost.length;
}
