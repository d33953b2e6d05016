/** Finds the row of one exact text, wherever it rests: the newest, an earlier one, or a visit. */

import type { Entry, EntryState, ItemKind, Revision, SavedVisit } from "../contract";
import type { Rooms } from "./rooms";

/** The rooms a text may rest in. */
export const HOLDINGS = ["entries", "revisions", "visits"] as const;
export type Holding = (typeof HOLDINGS)[number];
export type Row = Entry | Revision | SavedVisit;

export interface Item {
  kind: ItemKind;
  id: string;
  revision?: number;
}

export const itemOf = (row: Row): Item =>
  "visit" in row ? { kind: "visit", id: row.id } : { kind: "registration", id: row.id, revision: row.revision };

/** A room of texts, whichever of them it is. */
interface TextRoom {
  get(key: unknown): Promise<Row | undefined>;
  index(name: "by_state"): {
    getAll(range: IDBKeyRange, limit: number): Promise<Row[]>;
    getAllKeys(range: IDBKeyRange): Promise<unknown[]>;
  };
}

export const textRoom = <N extends Holding>(rooms: Rooms<N>, name: N) => rooms[name] as unknown as TextRoom;

/** The row of this text and how to put it back, or undefined when the phone no longer knows it. */
export async function locate(rooms: Rooms<Holding>, item: Item): Promise<{ row: Row; keep(row: Row): Promise<unknown> } | undefined> {
  if (item.kind === "visit") {
    const row = await rooms.visits.get(item.id);
    return row && { row, keep: (next) => rooms.visits.put(next as SavedVisit) };
  }
  const entry = await rooms.entries.get(item.id);
  if (entry?.revision === item.revision) return entry && { row: entry, keep: (next) => rooms.entries.put(next as Entry) };
  const earlier = await rooms.revisions.get([item.id, item.revision ?? 0]);
  return earlier && { row: earlier, keep: (next) => rooms.revisions.put(next as Revision) };
}

/** The same text in another state, without what was only true in the one before. */
export function moved(row: Row, state: EntryState | "superseded"): Row {
  const { batch_id: _, sent_at: __, received_at: ___, errors: ____, ...rest } = row;
  return { ...rest, state } as Row;
}
