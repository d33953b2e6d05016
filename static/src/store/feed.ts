/** Takes in what the server says happened since: decisions, counts, and texts this phone does not hold. */

import type { ChangesAnswer, Entry, HeldRegistration, QuotaChange, RegistrationChange } from "../contract";
import { canonicalJson, digest as digestOf } from "../rules/digest";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { asHistory } from "./entries";
import { locate } from "./items";
import type { Rooms } from "./rooms";
import { moment, putFacts, takeNumber } from "./state";
import type { FeedRow } from "./schema";

/** How far this user has read. */
export const readFeed = async (userId: string): Promise<FeedRow> =>
  (await read(["feed"], (rooms) => rooms.feed.get(userId))) ?? {};

export const patchFeed = (userId: string, patch: FeedRow): Promise<unknown> =>
  write(["feed"], async (rooms) => {
    const row = await rooms.feed.get(userId);
    return rooms.feed.put({ ...row, ...patch }, userId);
  });

/** Start the feed from its beginning: everything in it may be heard twice. */
export const forgetCursor = (userId: string): Promise<unknown> =>
  write(["feed"], async (rooms) => {
    const { cursor: _, epoch: __, ...rest } = (await rooms.feed.get(userId)) ?? {};
    return rooms.feed.put(rest, userId);
  });

const ROOMS = ["entries", "revisions", "visits", "wanted", "progress", "feed", "state"] as const;
type Tx = Rooms<(typeof ROOMS)[number]>;

/** Take in one page of the feed and its cursor, both or neither. */
export async function applyChanges(userId: string, answer: ChangesAnswer): Promise<void> {
  await write([...ROOMS], async (rooms) => {
    const row: FeedRow = (await rooms.feed.get(userId)) ?? {};
    for (const change of answer.changes) {
      if (change.kind === "reference") row.reference_version = change.version;
      else await applyChange(rooms, userId, change);
    }
    await rooms.feed.put({ ...row, cursor: answer.cursor, epoch: answer.server_epoch }, userId);
    await putFacts(rooms.state, answer);
  });
  if (answer.changes.some(({ kind }) => kind === "registration")) tellStoreChange({ about: "entries" });
  if (answer.changes.some(({ kind }) => kind === "quota")) tellStoreChange({ about: "progress" });
}

/** Ids of registrations to ask the server for. */
export const wantedIds = async (userId: string): Promise<string[]> => {
  const rows = await read(["wanted"], (rooms) => rooms.wanted.getAll(IDBKeyRange.bound([userId], [userId, []])));
  return rows.map(({ id }) => id);
};

/** Keep a text the server holds and this phone did not; what is unsent here is never written over. */
export async function keepHeld(userId: string, held: HeldRegistration): Promise<void> {
  const digest = await digestOf(held.registration);
  await write([...ROOMS], async (rooms) => {
    const entries = rooms.entries;
    const here = await entries.get(held.id);
    if (here?.state === "unsent") return; // Asked for again once this one is sent.
    await rooms.wanted.delete([userId, held.id]);
    if (here && (here.state !== "sent" || here.revision >= held.revision)) return;
    if (here) await rooms.revisions.put(asHistory(here));
    const entry: Entry = {
      id: held.id,
      revision: held.revision,
      user_id: userId,
      registration: JSON.parse(canonicalJson(held.registration)),
      digest,
      state: "sent",
      order: -(await takeNumber(rooms.state)),
      saved_at: held.registration.captured_at,
      received_at: moment(held.received_at),
      status: held.status,
      reasons: held.reasons,
      note: held.note,
    };
    await entries.put(entry);
  });
  tellStoreChange({ about: "entries" });
}

export const dropWanted = (userId: string, id: string): Promise<unknown> =>
  write(["wanted"], (rooms) => rooms.wanted.delete([userId, id]));

async function applyChange(rooms: Tx, userId: string, change: RegistrationChange | QuotaChange): Promise<void> {
  if (change.kind === "registration") await applyDecision(rooms, userId, change);
  if (change.kind === "quota") {
    const { kind: _, id: __, ...progress } = change;
    await rooms.progress.put({ ...progress, user_id: userId });
  }
}

async function applyDecision(rooms: Tx, userId: string, change: RegistrationChange): Promise<void> {
  const { id, revision, status, reasons, note, decided_at } = change;
  const found = await locate(rooms, { id, revision });
  // A word about an earlier text goes to that text; the newer one here stays as it is.
  if (found) return void (await found.room.put({ ...found.row, status, reasons, note, decided_at } as Entry));

  const entry = await rooms.entries.get(id);
  if (entry && entry.revision > revision) return;
  if (entry) await rooms.entries.put({ ...entry, server_revision: revision });
  await rooms.wanted.put({ user_id: userId, id });
}
