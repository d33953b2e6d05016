/** The phone's database as a file: laid out as some version of the app left it, or lifted off to be kept at a release. */

export interface Room {
  name: string;
  keyPath: string | string[] | null;
  indexes: [name: string, ...path: string[]][];
  rows: unknown[];
}

export interface Kept {
  version: number;
  /** The office's private key, in hex, where the rows are sealed. */
  office?: string;
  rooms: Room[];
}

/** Bytes as JSON cannot say them. */
interface Bytes {
  base64: string;
}

export const parse = (text: string): Kept =>
  JSON.parse(text, (_, value: unknown) => (isBytes(value) ? new Uint8Array(Buffer.from(value.base64, "base64")) : value)) as Kept;

export const print = (kept: Kept): string =>
  JSON.stringify(kept, (_, value: unknown) => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value), 1) + "\n";

const isBytes = (value: unknown): value is Bytes => typeof (value as Partial<Bytes> | null)?.base64 === "string";

/** The database as that version of the app left it. */
export function lay({ version, rooms }: Kept): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("jangkau", version);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      for (const { name, keyPath, indexes, rows } of rooms) {
        const store = request.result.createObjectStore(name, { keyPath });
        for (const [index, ...path] of indexes) store.createIndex(index, path);
        for (const row of rows) {
          if (keyPath) store.put(row);
          else store.put((row as [string, unknown])[1], (row as [string, unknown])[0]);
        }
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

/** The database as it is. */
export async function lift(db: IDBDatabase): Promise<Kept> {
  const rooms: Room[] = [];
  for (const name of db.objectStoreNames) {
    const store = db.transaction(name).objectStore(name);
    const [rows, keys] = await Promise.all([all(store.getAll()), all(store.getAllKeys())]);
    rooms.push({
      name,
      keyPath: store.keyPath,
      indexes: [...store.indexNames].map((index) => [index, ...(store.index(index).keyPath as string[])]),
      rows: store.keyPath ? rows : rows.map((row, i) => [keys[i], row]),
    });
  }
  return { version: db.version, rooms };
}

const all = <T>(request: IDBRequest<T>) => new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
