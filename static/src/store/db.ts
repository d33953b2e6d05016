/** Opens the phone's database and says "saved" only when the disk has it. */

import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { tellStoreChange } from "./changes";
import { DATABASE, VERSION, upgrade, type JangkauSchema } from "./schema";

type Name = StoreNames<JangkauSchema>;
type Reading<N extends Name[]> = IDBPTransaction<JangkauSchema, N, "readonly">;
export type Writing<N extends Name[]> = IDBPTransaction<JangkauSchema, N, "readwrite">;

let opened: Promise<IDBPDatabase<JangkauSchema>> | undefined;

export function openDatabase(): Promise<IDBPDatabase<JangkauSchema>> {
  return (opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  }));
}

export async function closeDatabase(): Promise<void> {
  const db = await opened;
  opened = undefined;
  db?.close();
}

/**
 * Run work in one all-or-nothing transaction; resolves in its complete event, after the disk was told
 * to keep it ("strict": the browser's default leaves it in memory for a flat battery to lose).
 */
export async function write<const N extends Name[], T>(names: N, work: (tx: Writing<N>) => Promise<T>): Promise<T> {
  const tx = await begin((db) => db.transaction(names, "readwrite", { durability: "strict" }));
  return finish(tx, () => work(tx));
}

export async function read<const N extends Name[], T>(names: N, work: (tx: Reading<N>) => Promise<T>): Promise<T> {
  const tx = await begin((db) => db.transaction(names, "readonly"));
  return finish(tx, () => work(tx));
}

async function open(): Promise<IDBPDatabase<JangkauSchema>> {
  return openDB<JangkauSchema>(DATABASE, VERSION, {
    upgrade,
    blocked: () => tellStoreChange({ about: "blocked" }),
    // Never stand in the way of a newer app in another tab: what is saved is saved.
    blocking: (_, __, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
      tellStoreChange({ about: "outdated" });
    },
    // The system closes databases under memory pressure; the next use opens it again.
    terminated: () => {
      opened = undefined;
    },
  });
}

async function begin<Tx>(start: (db: IDBPDatabase<JangkauSchema>) => Tx): Promise<Tx> {
  const first = openDatabase();
  try {
    return start(await first);
  } catch (error) {
    // Closed behind our back: nothing was begun, so beginning again is safe.
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    if (opened === first) opened = undefined;
    return start(await openDatabase());
  }
}

async function finish<T>(tx: { done: Promise<void>; abort(): void; error: DOMException | null }, work: () => Promise<T>): Promise<T> {
  // Both failures are reported once, by whichever is met first below.
  tx.done.catch(() => undefined);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (!tx.error) {
      try {
        tx.abort();
      } catch {
        // Already over: the error at hand says why.
      }
    }
    throw tx.error ?? error;
  }
  await tx.done;
  return result;
}
