/** Keeps every registration the volunteer saved, each text of it, and what the office said about it. */

import type { Entry, Registration, RegistrationStatus, Revision } from "../contract";
import { canonicalJson, digest as digestOf } from "../rules/digest";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { peekNumber, takeNumber, watermark } from "./state";

/** What the form hands over: revision and sequence number are given here. */
export type NewRegistration = Omit<Registration, "revision" | "device_seq"> & { revision?: number; device_seq?: number };

export interface EntryQuery {
  userId: string;
  /** One of the numbers on the screen. */
  list?: "unsent" | "sent" | "backed_up" | "attention";
  status?: RegistrationStatus;
  /** Entry.order of the last one already shown. */
  before?: number;
  limit: number;
}

/**
 * Save a registration and forget its draft, both or neither; resolves when the disk has it.
 * The same text twice (a double tap) is one entry; another text under the same id is its next revision.
 */
export async function saveRegistration(text: NewRegistration, userId: string): Promise<Entry> {
  for (;;) {
    const entry = await trySave(text, userId);
    if (!entry) continue; // Another tab saved in between: look again.
    tellStoreChange({ about: "drafts" });
    tellStoreChange({ about: "entries", saved: true });
    return entry;
  }
}

export const readEntry = (id: string): Promise<Entry | undefined> =>
  read(["entries"], (rooms) => rooms.entries.get(id));

/** The earlier texts of an entry, oldest first. */
export const readRevisions = (id: string): Promise<Revision[]> =>
  read(["revisions"], (rooms) => rooms.revisions.getAll(IDBKeyRange.bound([id], [id, []])));

/** A page of entries, newest first. */
export async function listEntries({ userId, list, status, before = -Infinity, limit }: EntryQuery): Promise<Entry[]> {
  const olderThan = (order: number, ...prefix: string[]) =>
    IDBKeyRange.bound([userId, ...prefix, order], [userId, ...prefix, []], true);
  return read(["entries", "state"], async (rooms) => {
    const entries = rooms.entries;
    if (status) return entries.index("by_status").getAll(olderThan(before, status), limit);
    if (list === "backed_up") {
      const until = await watermark(rooms.state);
      const found: Entry[] = [];
      // Nearly all that was sent is in a backup, so a few pages of the sent ones hold a page of these.
      for (let from = before; until && found.length < limit; ) {
        const page = await entries.index("by_state").getAll(olderThan(from, "sent"), PAGE);
        found.push(...page.filter(({ received_at }) => received_at && received_at <= until));
        if (page.length < PAGE) break;
        from = page.at(-1)!.order;
      }
      return found.slice(0, limit);
    }
    if (!list) return entries.index("by_user").getAll(olderThan(before), limit);
    const pages = await Promise.all(STATES[list].map((state) => entries.index("by_state").getAll(olderThan(before, state), limit)));
    return pages.flat().sort((a, b) => a.order - b.order).slice(0, limit);
  });
}

/** Rows read at a time while looking for those in a backup. */
const PAGE = 200;

const STATES = {
  unsent: ["unsent", "invalid", "conflict"],
  sent: ["sent"],
  attention: ["invalid", "conflict"],
} as const;

async function trySave(text: NewRegistration, userId: string): Promise<Entry | undefined> {
  const [old, number] = await read(["entries", "state"], (rooms) =>
    Promise.all([rooms.entries.get(text.id), peekNumber(rooms.state)]),
  );
  const tapped = old && isSettled(old) && sameText(old.registration, text) ? old : undefined;
  const newest = old ? Math.max(old.revision, old.server_revision ?? 0) + 1 : 1;
  const revision = Math.max(newest, text.revision ?? 1);
  // Through JSON, so that what rests here is to the letter what will be sent.
  const registration = JSON.parse(canonicalJson({ ...text, revision, device_seq: number })) as Registration;
  const digest = await digestOf(registration);

  // The digest could not be made inside a transaction, so the numbers it contains are checked again here.
  return write(["entries", "revisions", "drafts", "state"], async ({ entries, revisions, drafts, state }) => {
    const [now, free] = await Promise.all([entries.get(text.id), peekNumber(state)]);
    if (now?.digest !== old?.digest || free !== number) return undefined;
    const draft = drafts.delete(text.id);
    if (tapped) return draft.then(() => tapped);
    const entry: Entry = {
      id: text.id,
      revision,
      user_id: now?.user_id ?? userId,
      registration,
      digest,
      state: "unsent",
      order: -number,
      saved_at: new Date().toISOString(),
    };
    await Promise.all([draft, takeNumber(state), now && revisions.put(asHistory(now)), entries.put(entry)]);
    return entry;
  });
}

/** Nothing was asked of the volunteer since: saving the same text again can only be a second tap. */
const isSettled = (entry: Entry) =>
  entry.state === "unsent" || (entry.state === "sent" && (entry.status ?? "received") === "received");

function sameText(a: NewRegistration, b: NewRegistration): boolean {
  const words = (text: NewRegistration) =>
    canonicalJson({ ...text, revision: 0, device_seq: 0, captured_at: "", duration_s: 0 });
  return words(a) === words(b);
}

/** A replaced text still in an unanswered batch waits for its answer; one never sent needs none. */
export function asHistory(entry: Entry): Revision {
  return entry.state === "unsent" && !entry.batch_id ? { ...entry, state: "superseded" } : entry;
}
