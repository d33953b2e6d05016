/** A transaction's object stores as rooms that answer with promises: the part of IndexedDB this app uses, typed. */

import type { Schema } from "./schema";

export type Name = keyof Schema;

export interface Order<Row> {
  getAll(range: IDBKeyRange, limit?: number): Promise<Row[]>;
  count(range: IDBKeyRange): Promise<number>;
  /** The last key of this order within the range. */
  last(range: IDBKeyRange): Promise<IDBValidKey[] | undefined>;
}

export interface Room<N extends Name> {
  get(key: Schema[N]["key"]): Promise<Schema[N]["row"] | undefined>;
  getAll(range: IDBKeyRange): Promise<Schema[N]["row"][]>;
  /** key only for rooms whose rows do not carry their own. */
  put(row: Schema[N]["row"], key?: Schema[N]["key"]): Promise<unknown>;
  delete(key: Schema[N]["key"]): Promise<unknown>;
  index(name: Schema[N]["order"]): Order<Schema[N]["row"]>;
}

export type Rooms<N extends Name> = { [K in N]: Room<K> };

/** The rooms of these names, inside this transaction. */
export function roomsOf<N extends Name>(tx: IDBTransaction, names: readonly N[]): Rooms<N> {
  return Object.fromEntries(names.map((name) => [name, room(tx.objectStore(name))])) as unknown as Rooms<N>;
}

export const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const room = (store: IDBObjectStore) => ({
  ...asking(store, ["get", "getAll", "put", "delete"]),
  index: (name: string) => {
    const index = store.index(name);
    return {
      ...asking(index, ["getAll", "count"]),
      last: async (range: IDBKeyRange) => (await answer(index.openKeyCursor(range, "prev")))?.key,
    };
  },
});

function asking(target: object, methods: string[]) {
  const calls = target as Record<string, (...args: unknown[]) => IDBRequest>;
  // async: what IndexedDB throws at once is a failed answer like any other.
  return Object.fromEntries(methods.map((method) => [method, async (...args: unknown[]) => answer(calls[method]!(...args))]));
}
