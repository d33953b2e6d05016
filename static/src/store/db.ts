/** Opens the phone's database and says "saved" only when the disk has it. */

import { tellStoreChange } from "./changes";
import { answer, roomsOf, type Name, type Rooms } from "./rooms";
import { DATABASE, VERSION, upgrade } from "./schema";

let opened: Promise<IDBDatabase> | undefined;

export function openDatabase(): Promise<IDBDatabase> {
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
export const write = <N extends Name, T>(names: readonly N[], work: (rooms: Rooms<N>) => Promise<T>): Promise<T> =>
  transact("readwrite", names, work);

export const read = <N extends Name, T>(names: readonly N[], work: (rooms: Rooms<N>) => Promise<T>): Promise<T> =>
  transact("readonly", names, work);

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion, request.transaction!);
  request.onblocked = () => tellStoreChange({ about: "blocked" });
  const db = await answer(request);
  // Never stand in the way of a newer app in another tab: what is saved is saved.
  db.onversionchange = () => {
    db.close();
    opened = undefined;
    tellStoreChange({ about: "outdated" });
  };
  // The system closes databases under memory pressure; the next use opens it again.
  db.onclose = () => {
    opened = undefined;
  };
  return db;
}

async function transact<N extends Name, T>(
  mode: IDBTransactionMode,
  names: readonly N[],
  work: (rooms: Rooms<N>) => Promise<T>,
): Promise<T> {
  const tx = await begin(mode, names);
  const complete = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  // A failure is reported once, by whichever is met first below.
  complete.catch(() => undefined);
  let result: T;
  try {
    result = await work(roomsOf(tx, names));
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // Already over: the error at hand, or the transaction's own, says why.
    }
    throw tx.error ?? error;
  }
  await complete;
  return result;
}

async function begin(mode: IDBTransactionMode, names: readonly Name[]): Promise<IDBTransaction> {
  const start = async () => (await openDatabase()).transaction(names, mode, { durability: "strict" });
  try {
    return await start();
  } catch (error) {
    // Closed behind our back: nothing was begun, so beginning again is safe.
    if ((error as Error).name !== "InvalidStateError") throw error;
    opened = undefined;
    return start();
  }
}
