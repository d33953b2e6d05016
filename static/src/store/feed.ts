/** Takes in what the server says happened since: decisions, counts, and texts this phone does not hold. */

import type { Change, ChangesAnswer, EntryRow, HeldRegistration, QuotaChange, RegistrationChange, Sealed } from "../contract";
import { canonicalJson, digest as digestOf } from "../rules/digest";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { asHistory, faceOf, type Said } from "./entries";
import { isDone, locate } from "./items";
import { applyPhotoRequest, sealReason } from "./photos";
import type { Rooms } from "./rooms";
import { moment, putFacts, takeNumber } from "./state";
import type { FeedRow } from "./schema";
import { sealFor } from "./vault";

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

const ROOMS = ["entries", "revisions", "visits", "wanted", "progress", "photo_requests", "photos", "feed", "state"] as const;
type Tx = Rooms<(typeof ROOMS)[number]>;

/** Take in one page of the feed and its cursor, both or neither. */
export async function applyChanges(userId: string, answer: ChangesAnswer): Promise<void> {
  // Sealed before the transaction begins: it would not wait.
  const said = await Promise.all(answer.changes.map((change) => sealWords(userId, change)));
  const anotherBackup = await write([...ROOMS], async (rooms) => {
    const row: FeedRow = (await rooms.feed.get(userId)) ?? {};
    for (const [i, change] of answer.changes.entries()) {
      if (change.kind === "reference") row.reference_version = change.version;
      if (change.kind === "quota") await applyQuota(rooms, userId, change);
      if (change.kind === "registration") await applyDecision(rooms, userId, change, said[i]);
      if (change.kind === "photo_request") await applyPhotoRequest(rooms, userId, change, said[i]);
    }
    await rooms.feed.put({ ...row, cursor: answer.cursor, epoch: answer.server_epoch }, userId);
    return putFacts(rooms.state, answer);
  });
  // Another backup alone moves the third of the numbers.
  if (anotherBackup || answer.changes.some(({ kind }) => kind === "registration")) tellStoreChange({ about: "entries" });
  if (answer.changes.some(({ kind }) => kind === "quota")) tellStoreChange({ about: "progress" });
  if (answer.changes.some(({ kind }) => kind === "photo_request")) tellStoreChange({ about: "photos" });
}

/** Ids of registrations to ask the server for. */
export const wantedIds = async (userId: string): Promise<string[]> => {
  const rows = await read(["wanted"], (rooms) => rooms.wanted.getAll(IDBKeyRange.bound([userId], [userId, []])));
  return rows.map(({ id }) => id);
};

/** Keep a text the server holds and this phone did not; what is unsent here is never written over. */
export async function keepHeld(userId: string, held: HeldRegistration): Promise<void> {
  const [digest, sealed, said] = await Promise.all([
    digestOf(held.registration),
    sealFor(userId, "registration", held.id, JSON.parse(canonicalJson(held.registration))),
    sealSaid(userId, held),
  ]);
  await write([...ROOMS], async (rooms) => {
    const entries = rooms.entries;
    const here = await entries.get(held.id);
    if (here?.state === "unsent") return; // Asked for again once this one is sent.
    await rooms.wanted.delete([userId, held.id]);
    if (here && (here.state !== "sent" || (here.revision >= held.revision && !here.thin))) return;
    if (here && here.revision < held.revision) await rooms.revisions.put(asHistory(here));
    const entry: EntryRow = {
      id: held.id,
      revision: held.revision,
      user_id: userId,
      face: faceOf(held.registration),
      sealed,
      ...(said && { said }),
      digest,
      state: "sent",
      order: -(await takeNumber(rooms.state)),
      saved_at: held.registration.captured_at,
      received_at: moment(held.received_at),
      status: held.status,
    };
    await entries.put(entry);
  });
  tellStoreChange({ about: "entries" });
}

export const dropWanted = (userId: string, id: string): Promise<unknown> =>
  write(["wanted"], (rooms) => rooms.wanted.delete([userId, id]));

/** A supervisor's words may name a worker, so they rest sealed like what they are about. */
async function sealWords(userId: string, change: Change): Promise<Sealed | undefined> {
  if (change.kind === "registration") return sealSaid(userId, change);
  return change.kind === "photo_request" ? sealReason(userId, change) : undefined;
}

async function sealSaid(userId: string, { id, reasons, note }: Said & { id: string }): Promise<Sealed | undefined> {
  return reasons.length || note ? sealFor(userId, "registration", id, { reasons, note } satisfies Said) : undefined;
}

async function applyQuota(rooms: Tx, userId: string, { kind: _, id: __, ...progress }: QuotaChange): Promise<void> {
  await rooms.progress.put({ ...progress, user_id: userId });
}

async function applyDecision(rooms: Tx, userId: string, change: RegistrationChange, said: Sealed | undefined): Promise<void> {
  const { id, revision, status, decided_at } = change;
  const found = await locate(rooms, { id, revision });
  if (found) {
    // A word about an earlier text goes to that text; the newer one here stays as it is.
    const { said: _, ...row } = found.row as EntryRow;
    const decided = { ...row, status, decided_at, ...(said && { said }) };
    await found.room.put(decided);
    // It came back after all: the office still has the text.
    if (decided.thin && !isDone(decided)) await rooms.wanted.put({ user_id: userId, id });
    return;
  }
  const entry = await rooms.entries.get(id);
  if (entry && entry.revision > revision) return;
  if (entry) await rooms.entries.put({ ...entry, server_revision: revision });
  await rooms.wanted.put({ user_id: userId, id });
}
