/** A disk that runs full or a phone that dies at the n-th of the transactions in which the app writes. */

import { mock } from "node:test";

/** full: nothing more is taken, refused as browsers do it. dead: the page stops, before or after the disk has it. */
export type Trouble = "full at a row" | "full at the end" | "dead before" | "dead after";

/** What fake-indexeddb has beneath a transaction. */
interface Raw extends IDBTransaction {
  db: IDBDatabase;
  _state: string;
  _requests: { request: IDBRequest; operation: unknown }[];
  _rollbackLog: (() => void)[];
  _start(): void;
  _abort(name: string): void;
  _execRequestAsync(asked: { operation: unknown }): IDBRequest;
  _markFinished(): void;
}

export class Disk {
  /** Transactions that wrote, or tried to. */
  writes = 0;
  /** Something was refused. */
  struck = false;
  private readonly seen = new Set<IDBTransaction>();
  private readonly gone = new Set<IDBDatabase>();
  private stop = () => {};
  /** Resolves when the phone has died. */
  readonly death = new Promise<"dead">((resolve) => (this.stop = () => resolve("dead")));

  /** In trouble from the n-th write on; 0: never, it only counts. */
  constructor(at: number, trouble?: Trouble) {
    const disk = this;
    const raw = IDBTransaction.prototype as unknown as Raw;
    const { _start: start, _execRequestAsync: ask } = raw;
    let room = false;
    const full = (tx: Raw) => {
      const now = !room && trouble?.startsWith("full") && disk.number(tx) >= at && at > 0;
      if (now) disk.struck = true;
      return now;
    };
    const { delete: remove } = IDBObjectStore.prototype;
    mock.method(IDBObjectStore.prototype, "delete", function (this: IDBObjectStore, key: IDBValidKey) {
      if (this.name === "ballast") room = true;
      return remove.call(this, key);
    });

    const { put } = IDBObjectStore.prototype;
    let putting = false;
    mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      putting = true;
      try {
        return put.apply(this, args);
      } finally {
        putting = false;
      }
    });
    mock.method(raw, "_execRequestAsync", function (this: Raw, asked: { operation: unknown }) {
      const refuse = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
      return ask.call(this, putting && trouble === "full at a row" && full(this) ? { ...asked, operation: refuse } : asked);
    });
    mock.method(raw, "_start", function (this: Raw) {
      if (disk.gone.has(this.db)) return disk.drop(this);
      const over = this._state !== "finished" && this._requests.every(({ request }) => request.readyState === "done");
      if (!over || this.mode !== "readwrite") return start.call(this);
      const number = disk.number(this);
      if (trouble === "full at the end" && full(this)) return this._abort("QuotaExceededError");
      if (number !== at || !trouble?.startsWith("dead")) return start.call(this);
      disk.gone.add(this.db);
      if (trouble === "dead before") disk.drop(this);
      else this._markFinished();
      disk.stop();
    });
  }

  private number(tx: Raw): number {
    if (!this.seen.has(tx)) {
      this.seen.add(tx);
      this.writes++;
      Object.assign(tx, { number: this.writes });
    }
    return (tx as unknown as { number: number }).number;
  }

  /** As if the transaction had never begun; nobody is told. */
  private drop(tx: Raw): void {
    if (tx._state === "finished") return;
    for (const undo of tx._rollbackLog.reverse()) undo();
    tx._rollbackLog.length = 0;
    tx._markFinished();
  }
}
