/** Work that was sealed for a reading key that is gone, on its way to the key of now. */

import type { DraftRow, EntryRow, SealedItem } from "../contract";
import { boxed, type Kind } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { isDone } from "./items";
import { openFor, readVault, sealFor } from "./vault";

export interface Shut {
  room: "drafts" | "entries";
  row: DraftRow | EntryRow;
  item: SealedItem;
}

const KIND: Record<Shut["room"], Kind> = { drafts: "draft", entries: "registration" };

/** Drafts and registrations in the making that this user cannot read any more, room by room; undefined when none is expected. */
export async function shutFor(userId: string): Promise<Shut[] | undefined> {
  if (!(await readVault(userId))?.reopen) return undefined;
  const range = IDBKeyRange.bound([userId], [userId, []]);
  const [drafts, entries] = await read(["drafts", "entries"], (rooms) =>
    Promise.all([rooms.drafts.index("by_user").getAll(range), rooms.entries.index("by_user").getAll(range)]),
  );
  const needed = entries.filter((row) => row.state !== "sent" || !isDone(row));
  const rows = [...drafts.map((row) => ({ room: "drafts" as const, row })), ...needed.map((row) => ({ room: "entries" as const, row }))];
  const readable = await Promise.all(rows.map(({ row }) => openFor(userId, row.id, row.sealed)));
  return rows.filter((_, i) => readable[i] === undefined).map(({ room, row }) => ({ room, row, item: boxed(row) }));
}

/** Put the same text into the same row, sealed for the key of now; what changed meanwhile stays as it is. */
export async function reseal(userId: string, { room, row }: Shut, content: unknown): Promise<void> {
  const sealed = await sealFor(userId, KIND[room], row.id, content);
  await write([room], async (rooms) => {
    const store = rooms[room] as unknown as { get(key: string): Promise<Shut["row"] | undefined>; put(row: object): Promise<unknown> };
    const now = await store.get(row.id);
    if (now && stamp(now) === stamp(row)) await store.put({ ...now, sealed });
  });
}

/** All that could be opened has been. */
export async function finishRekeying(userId: string): Promise<void> {
  await write(["vaults"], async ({ vaults }) => {
    const { reopen: _, ...row } = (await vaults.get(userId)) ?? {};
    if ("user_id" in row) await vaults.put(row as NonNullable<Awaited<ReturnType<typeof vaults.get>>>);
  });
  tellStoreChange({ about: "drafts" });
  tellStoreChange({ about: "entries" });
}

const stamp = (row: Shut["row"]): string => ("digest" in row ? row.digest : row.updated_at);
