/** Keeps every registration the volunteer saved, each text of it, and what the office said about it. */

import type { Entry, EntryRow, Face, ListedEntry, Reason, Registration, RegistrationStatus, Revision } from "../contract";
import { canonicalJson, digest as digestOf } from "../rules/digest";
import { initials } from "../rules/names";
import { boxed } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { keepCopy } from "./second-copy";
import { peekNumber, takeNumber, watermark } from "./state";
import { openFor, sealFor } from "./vault";

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
    if (entry.state === "unsent") void copyOf(entry.id);
    tellStoreChange({ about: "drafts" });
    tellStoreChange({ about: "entries", saved: true });
    return entry;
  }
}

/** The entry with its text; undefined when there is none, or it cannot be read now. */
export async function readEntry(id: string): Promise<Entry | undefined> {
  const row = await readEntryRow(id);
  return row && opened(row);
}

export const readEntryRow = (id: string): Promise<EntryRow | undefined> =>
  read(["entries"], (rooms) => rooms.entries.get(id));

/** The earlier texts of an entry, oldest first. */
export const readRevisions = (id: string): Promise<Revision[]> =>
  read(["revisions"], (rooms) => rooms.revisions.getAll(IDBKeyRange.bound([id], [id, []])));

/** What may be seen of a registration while it is locked. */
export function faceOf({ full_name = "", village_code, nik }: Partial<Registration>): Face {
  return { initials: initials(full_name), ...(village_code && { village_code }), ...(nik && { nik_tail: nik.slice(-4) }) };
}

/** A page of entries, newest first, with their texts where they can be read. */
export async function listEntries(query: EntryQuery): Promise<ListedEntry[]> {
  const rows = await listEntryRows(query);
  return Promise.all(
    rows.map(async (row) => {
      const registration = await openFor<Registration>(row.user_id, row.id, row.sealed);
      return { ...row, ...(registration && { registration }) };
    }),
  );
}

/** The same without opening any. */
export async function listEntryRows({ userId, list, status, before = -Infinity, limit }: EntryQuery): Promise<EntryRow[]> {
  const olderThan = (order: number, ...prefix: string[]) =>
    IDBKeyRange.bound([userId, ...prefix, order], [userId, ...prefix, []], true);
  return read(["entries", "state"], async (rooms) => {
    const entries = rooms.entries;
    if (status) return entries.index("by_status").getAll(olderThan(before, status), limit);
    if (list === "backed_up") {
      const until = await watermark(rooms.state);
      const found: EntryRow[] = [];
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

async function copyOf(id: string): Promise<void> {
  const row = await readEntryRow(id);
  if (row?.state === "unsent") await keepCopy(boxed(row));
}

async function opened({ sealed, said, ...facts }: EntryRow): Promise<Entry | undefined> {
  const [registration, words] = await Promise.all([
    openFor<Registration>(facts.user_id, facts.id, sealed),
    openFor<Said>(facts.user_id, facts.id, said),
  ]);
  return registration && { ...facts, ...words, registration };
}

/** What the office said about a text, as it is sealed. */
export interface Said {
  reasons: Reason[];
  note: string | null;
}

async function trySave(text: NewRegistration, userId: string): Promise<Entry | undefined> {
  const [old, number] = await read(["entries", "state"], (rooms) =>
    Promise.all([rooms.entries.get(text.id), peekNumber(rooms.state)]),
  );
  const before = old && isSettled(old) ? await opened(old) : undefined;
  const tapped = before && sameText(before.registration, text) ? before : undefined;
  const newest = old ? Math.max(old.revision, old.server_revision ?? 0) + 1 : 1;
  const revision = Math.max(newest, text.revision ?? 1);
  // Through JSON, so that what rests here is to the letter what will be sent.
  const registration = JSON.parse(canonicalJson({ ...text, revision, device_seq: number })) as Registration;
  const author = old?.user_id ?? userId;
  const [digest, sealed] = await Promise.all([digestOf(registration), sealFor(author, "registration", text.id, registration)]);

  // Neither could be made inside a transaction, so the numbers they contain are checked again here.
  return write(["entries", "revisions", "drafts", "state"], async ({ entries, revisions, drafts, state }) => {
    const [now, free] = await Promise.all([entries.get(text.id), peekNumber(state)]);
    if (now?.digest !== old?.digest || free !== number) return undefined;
    const draft = drafts.delete(text.id);
    if (tapped) return draft.then(() => tapped);
    const facts = {
      id: text.id,
      revision,
      user_id: author,
      face: faceOf(registration),
      digest,
      state: "unsent" as const,
      order: -number,
      saved_at: new Date().toISOString(),
    };
    await Promise.all([draft, takeNumber(state), now && revisions.put(asHistory(now)), entries.put({ ...facts, sealed })]);
    return { ...facts, registration };
  });
}

/** Nothing was asked of the volunteer since: saving the same text again can only be a second tap. */
const isSettled = (entry: EntryRow) =>
  entry.state === "unsent" || (entry.state === "sent" && (entry.status ?? "received") === "received");

function sameText(a: NewRegistration, b: NewRegistration): boolean {
  const words = (text: NewRegistration) =>
    canonicalJson({ ...text, revision: 0, device_seq: 0, captured_at: "", duration_s: 0 });
  return words(a) === words(b);
}

/** A replaced text still in an unanswered batch waits for its answer; one never sent needs none. */
export function asHistory(entry: EntryRow): Revision {
  return entry.state === "unsent" && !entry.batch_id ? { ...entry, state: "superseded" } : entry;
}
