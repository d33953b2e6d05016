/** Opens the phone's database and says "saved" only when the disk has it. */

import { tellStoreChange } from "./changes";
import { answer, roomsOf, type Name, type Rooms } from "./rooms";
import { DATABASE, VERSION, upgrade } from "./schema";

let opened: Promise<IDBDatabase> | undefined;
/** Asked once: while the browser deletes, it answers no question about names. */
let name: string | undefined;

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
export async function write<N extends Name, T>(names: readonly N[], work: (rooms: Rooms<N>) => Promise<T>): Promise<T> {
  try {
    return await transact("readwrite", names, work);
  } catch (error) {
    // Full: the ballast goes overboard, and what was being saved is tried once more.
    if ((error as Error).name !== "QuotaExceededError" || !(await dropBallast())) throw error;
    tellStoreChange({ about: "full" });
    return transact("readwrite", names, work);
  }
}

/** The same for what can be had again: it never costs the ballast, which is there for texts. */
export const writeIfRoom = <N extends Name, T>(names: readonly N[], work: (rooms: Rooms<N>) => Promise<T>): Promise<T> =>
  transact("readwrite", names, work);

export const read = <N extends Name, T>(names: readonly N[], work: (rooms: Rooms<N>) => Promise<T>): Promise<T> =>
  transact("readonly", names, work);

/** A damaged database is never deleted: a new one is begun beside it, and from then on the newest is used. */
export async function beginAnew(): Promise<void> {
  const [, number = "1"] = (await newest()).split("-");
  const request = indexedDB.open(`${DATABASE}-${Number(number) + 1}`, VERSION);
  request.onupgradeneeded = () => upgrade(request.result, 0, request.transaction!);
  (await answer(request)).close();
}

/** "jangkau", "jangkau-2", ... */
async function newest(): Promise<string> {
  const all = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const numbers = all.map(({ name = "" }) => Number(/^jangkau-(\d+)$/.exec(name)?.[1] ?? 1));
  const last = Math.max(1, ...numbers);
  return last > 1 ? `${DATABASE}-${last}` : DATABASE;
}

/** Whether there was any. */
async function dropBallast(): Promise<boolean> {
  const there = await transact("readonly", ["state"], ({ state }) => state.get("ballast"));
  if (!there) return false;
  // By itself first: giving room back needs none, and everything else may.
  await transact("readwrite", ["ballast"], ({ ballast }) => ballast.delete("current"));
  await transact("readwrite", ["state"], ({ state }) => state.put(false, "ballast"));
  return true;
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open((name ??= await newest()), VERSION);
  request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion, request.transaction!);
  request.onblocked = () => tellStoreChange({ about: "blocked" });
  const db = await answer(request);
  // Never stand in the way of a newer app in another tab: what is saved is saved.
  db.onversionchange = ({ newVersion }) => {
    db.close();
    opened = undefined;
    tellStoreChange({ about: newVersion ? "outdated" : "closed" });
  };
  // The system closes databases under memory pressure, or to delete them; the next use opens it again.
  db.onclose = () => {
    opened = undefined;
    tellStoreChange({ about: "closed" });
  };
  return db;
}

async function transact<N extends Name, T>(
  mode: IDBTransactionMode,
  names: readonly N[],
  work: (rooms: Rooms<N>) => Promise<T>,
  again = true,
): Promise<T> {
  const tx = await begin(mode, names);
  const complete = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  // A failure is reported once, by whichever is met first below.
  complete.catch(() => undefined);
  try {
    const result = await work(roomsOf(tx, names));
    // What was only read is known before the disk is done with it.
    if (mode === "readwrite") await complete;
    return result;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // Already over: the error at hand, or the transaction's own, says why.
    }
    const why = (tx.error ?? error) as Error | null;
    // The system closed the database in the middle of it: nothing of it was kept, so it is done again.
    if (again && (!why || why.name === "AbortError")) return transact(mode, names, work, false);
    throw why;
  }
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
