/** Finds the row of one exact text, wherever it rests: the newest, an earlier one, or a visit. */

import type { EntryRow, EntryState, ItemKind, RegistrationStatus, Revision, VisitRow } from "../contract";
import type { Order, Rooms } from "./rooms";

/** The rooms a text may rest in. */
export const HOLDINGS = ["entries", "revisions", "visits"] as const;
export type Holding = (typeof HOLDINGS)[number];
export type Row = EntryRow | Revision | VisitRow;

export interface Item {
  kind: ItemKind;
  id: string;
  revision?: number;
}

export const itemOf = (row: Row): Item =>
  "revision" in row ? { kind: "registration", id: row.id, revision: row.revision } : { kind: "visit", id: row.id };

/** A room of texts, whichever of them it is. */
export interface TextRoom {
  get(key: unknown): Promise<Row | undefined>;
  put(row: Row): Promise<unknown>;
  index(name: "by_state"): Order<Row>;
}

export const textRoom = <N extends Holding>(rooms: Rooms<N>, name: N) => rooms[name] as unknown as TextRoom;

/** The row of this text and the room it rests in, or undefined when the phone no longer knows it. */
export async function locate(rooms: Rooms<Holding>, { id, revision }: Omit<Item, "kind">): Promise<{ row: Row; room: TextRoom } | undefined> {
  for (const name of HOLDINGS) {
    const room = textRoom(rooms, name);
    const row = await room.get(name === "revisions" ? [id, revision ?? 0] : id);
    if (row && itemOf(row).revision === revision) return { row, room };
  }
  return undefined;
}

/** The office has decided, and nothing is asked of the volunteer. */
export const isDone = ({ status = "received" }: Pick<EntryRow, "status">): boolean => DONE.includes(status);

const DONE: RegistrationStatus[] = ["approved", "handed_over", "registered", "rejected", "merged", "refused"];

/** The same text in another state, without what was only true in the one before. */
export function moved(row: Row, state: EntryState | "superseded"): Row {
  const { batch_id: _, sent_at: __, received_at: ___, errors: ____, in_custody: _____, ...rest } = row;
  return { ...rest, state } as Row;
}
