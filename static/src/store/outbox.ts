/** Closes what is unsent into batches before any of it is sent, and lets go only of what was answered. */

import type { BatchRequest, ItemResult, Registration, SealedBatch, SealedItem, ServerFacts, Visit } from "../contract";
import { boxed } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { newId } from "./ids";
import { HOLDINGS, itemOf, locate, moved, textRoom, type Item, type Row, type TextRoom } from "./items";
import type { Rooms } from "./rooms";
import { dropCopies } from "./second-copy";
import { MOST_ITEMS, changePace, momentAfter, pace, putFacts, takeNumber } from "./state";
import { openFor } from "./vault";

/** Of boxes; in base64 a third more. */
const MOST_BYTES = 1_400_000;
const SCHEMA_VERSION = 1;

const ROOMS = [...HOLDINGS, "batches", "state"] as const;
type Tx = Rooms<(typeof ROOMS)[number]>;

/** Batches that were closed earlier and never answered, oldest first. */
export const waitingBatches = (userId: string): Promise<SealedBatch[]> =>
  read(["batches"], (rooms) => rooms.batches.index("by_user").getAll(IDBKeyRange.bound([userId], [userId, []])));

/** Close the oldest unsent items into a batch, leaving out those in skip; undefined when there are none. */
export async function sealBatch(userId: string, appVersion: string, skip: ReadonlySet<string>): Promise<SealedBatch | undefined> {
  return write([...ROOMS], async (rooms) => {
    const picked = await pick(rooms, userId, skip, await pace(rooms.state));
    if (!picked.length) return undefined;
    const batch = await putBatch(rooms, userId, appVersion, picked.map(({ row }) => itemOf(row)));
    await Promise.all(picked.map(({ row, room }) => room.put({ ...row, batch_id: batch.id })));
    return batch;
  });
}

/** The batch as the server takes it, or undefined while one of its texts cannot be read: the same words each time. */
export async function bodyOf(batch: SealedBatch): Promise<string | undefined> {
  const rows = await rowsOf(batch);
  const texts = await Promise.all(rows.map((row) => openFor<Registration | Visit>(row.user_id, row.id, row.sealed)));
  if (texts.length < batch.items.length || texts.includes(undefined)) return undefined;
  const request: BatchRequest = {
    device_seq: batch.device_seq,
    sealed_at: batch.sealed_at,
    app_version: batch.app_version,
    schema_version: batch.schema_version,
    registrations: texts.filter((text): text is Registration => text !== undefined && !isVisit(text)),
    visits: texts.filter((text): text is Visit => text !== undefined && isVisit(text)),
  };
  return JSON.stringify(request);
}

/** The batch's texts in their boxes: what can be delivered whoever holds the phone. */
export const boxesOf = async (batch: SealedBatch): Promise<SealedItem[]> => (await rowsOf(batch)).map(boxed);

const rowsOf = (batch: SealedBatch): Promise<Row[]> =>
  read([...HOLDINGS], async (rooms) => {
    const found = await Promise.all(batch.items.map((item) => locate(rooms, item)));
    return found.flatMap((one) => (one ? [one.row] : []));
  });

export interface Outcomes {
  sent: number;
  invalid: number;
  conflicts: number;
  /** Digests of what is to be offered again. */
  kept: string[];
}

/** What an answer says about one item. */
export type Verdict = Pick<ItemResult, "revision" | "outcome" | "errors" | "matches">;

/** Give each item of the batch its own outcome and let the batch go; what has no clear outcome stays unsent. */
export async function settleBatch(
  batch: SealedBatch,
  verdicts: ReadonlyMap<string, Verdict>,
  facts?: ServerFacts,
): Promise<Outcomes> {
  const [outcomes, delivered] = await write([...ROOMS], async (rooms) => {
    // Made in here, because work that found the disk full is done a second time.
    const outcomes: Outcomes = { sent: 0, invalid: 0, conflicts: 0, kept: [] };
    const delivered: { id: string; digest: string }[] = [];
    if (facts) {
      await putFacts(rooms.state, facts);
      await changePace(rooms.state, true);
    }
    if (await rooms.batches.get(batch.id)) {
      await changeEach(rooms, batch.items, (row, { id, revision }) => {
        const verdict = verdicts.get(id);
        const meant = verdict && (verdict.revision ?? revision) === revision;
        const next = settled(row, meant ? verdict : undefined, facts, outcomes);
        if (next.state === "sent") delivered.push({ id, digest: row.digest });
        return next;
      });
      await rooms.batches.delete(batch.id);
    }
    return [outcomes, delivered] as const;
  });
  void dropCopies(delivered);
  tellStoreChange({ about: "entries" });
  if (batch.items.some(({ kind }) => kind === "visit")) tellStoreChange({ about: "visits" });
  return outcomes;
}

/** Close the same items again under new names: whole (the old name is taken) or in halves (it was too much). */
export async function resealBatch(batch: SealedBatch, parts: 1 | 2): Promise<void> {
  const size = Math.ceil(batch.items.length / parts);
  await write([...ROOMS], async (rooms) => {
    await rooms.batches.delete(batch.id);
    for (let from = 0; from < batch.items.length; from += size) {
      const items = batch.items.slice(from, from + size);
      const next = await putBatch(rooms, batch.user_id, batch.app_version, items, batch.server_errors);
      await changeEach(rooms, items, (row) => ({ ...row, batch_id: next.id }));
    }
  });
}

/**
 * The line broke under this batch: the next ones are smaller, and so is this one when it comes again. Under new
 * names its items still count once, because what counts once is each item.
 */
export async function easeBatch(batch: SealedBatch): Promise<void> {
  const most = await write(["state"], async ({ state }) => {
    await changePace(state, false);
    return pace(state);
  });
  if (batch.items.length > most) await resealBatch(batch, 2);
}

/** Remember that the server stumbled over this batch. */
export async function markServerError(batch: SealedBatch): Promise<SealedBatch> {
  const marked = { ...batch, server_errors: batch.server_errors + 1 };
  await write(["batches"], (rooms) => rooms.batches.put(marked));
  return marked;
}

/** Change the rows of these items all at once: one by one would hold up a save. */
const changeEach = (rooms: Tx, items: Item[], change: (row: Row, item: Item) => Row) =>
  Promise.all(
    items.map(async (item) => {
      const found = await locate(rooms, item);
      await found?.room.put(change(found.row, item));
    }),
  );

/** Oldest first; never two texts of one registration together, because an answer speaks of ids. */
async function pick(rooms: Tx, userId: string, skip: ReadonlySet<string>, most: number): Promise<{ row: Row; room: TextRoom }[]> {
  const picked = new Map<string, { row: Row; room: TextRoom }>();
  let bytes = 0;
  for (const name of HOLDINGS) {
    const room = textRoom(rooms, name);
    const index = room.index("by_state");
    // Order runs from newest to oldest: the oldest not looked at yet, and those just before it.
    for (let before = Infinity; ; ) {
      const oldest = await index.last(IDBKeyRange.bound([userId, "unsent"], [userId, "unsent", before], false, true));
      if (!oldest) break;
      const last = oldest[2] as number;
      before = last - MOST_ITEMS + 1;
      const rows = await index.getAll(IDBKeyRange.bound([userId, "unsent", before], oldest));
      for (const row of rows.reverse()) {
        if (row.batch_id || skip.has(row.digest) || picked.has(row.id)) continue;
        bytes += row.sealed.box.length;
        if (picked.size === most || (bytes > MOST_BYTES && picked.size)) return [...picked.values()];
        picked.set(row.id, { row, room });
      }
    }
  }
  return [...picked.values()];
}

const isVisit = (item: Registration | Visit): item is Visit => "visited_at" in item;

async function putBatch(
  rooms: Tx,
  userId: string,
  appVersion: string,
  items: SealedBatch["items"],
  serverErrors = 0,
): Promise<SealedBatch> {
  const batch: SealedBatch = {
    id: newId(),
    user_id: userId,
    device_seq: await takeNumber(rooms.state),
    items,
    app_version: appVersion,
    schema_version: SCHEMA_VERSION,
    sealed_at: new Date().toISOString(),
    server_errors: serverErrors,
  };
  await rooms.batches.put(batch);
  return batch;
}

function settled(
  row: Row,
  verdict: Verdict | undefined,
  facts: ServerFacts | undefined,
  outcomes: Outcomes,
): Row {
  switch (verdict?.outcome) {
    case "stored":
    case "stored_before":
    case "quarantined": {
      outcomes.sent++;
      const sent = {
        ...moved(row, "sent"),
        sent_at: new Date().toISOString(),
        ...(facts && { received_at: momentAfter(facts.server_time) }),
        ...(verdict.outcome === "quarantined" && { in_custody: true as const }),
      };
      return !("revision" in sent) ? sent : { status: "received", ...sent, ...(verdict.matches && { matches: verdict.matches }) };
    }
    case "invalid":
      outcomes.invalid++;
      return { ...moved(row, "invalid"), errors: verdict.errors ?? {} };
    case "conflict":
      outcomes.conflicts++;
      return moved(row, "conflict");
    default:
      // retry_later, no word, or a word this version does not know: offered again in a new batch.
      outcomes.kept.push(row.digest);
      return moved(row, "unsent");
  }
}
