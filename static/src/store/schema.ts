/** The rooms of the phone's database and how each version of the app adds to them. */

import type {
  DraftRow,
  EntryRow,
  PhotoRequestRow,
  PhotoRow,
  Progress,
  Receipt,
  Reference,
  Revision,
  SealedBatch,
  SealedItem,
  SealingKey,
  SessionRow,
  VisitRow,
} from "../contract";

export const DATABASE = "jangkau";
export const VERSION = 3;

/** One room: what a row is, what finds one, and the orders the rows can be read in. */
interface RoomOf<Row, Key, Order extends string = never> {
  row: Row;
  key: Key;
  order: Order;
}

export interface Schema {
  session: RoomOf<SessionRow, "current">;
  reference: RoomOf<StoredReference, "current">;
  drafts: RoomOf<DraftRow, string, "by_user">;
  entries: RoomOf<EntryRow, string, "by_user" | "by_state" | "by_status" | "by_received">;
  revisions: RoomOf<Revision, [id: string, revision: number], "by_state">;
  visits: RoomOf<VisitRow, string, "by_user" | "by_state" | "by_follow_up">;
  batches: RoomOf<SealedBatch, string, "by_user">;
  /** Registrations the server spoke of and this phone does not hold. */
  wanted: RoomOf<Wanted, [user: string, id: string]>;
  progress: RoomOf<{ user_id: string } & Progress, [user: string, period: string]>;
  /** By user. */
  feed: RoomOf<FeedRow, string>;
  /** By user. */
  vaults: RoomOf<VaultRow, string>;
  /** Sealed work that came by hand. */
  carried: RoomOf<SealedItem, [id: string, digest: string]>;
  /** By user and request. */
  photo_requests: RoomOf<PhotoRequestRow, [user: string, id: string]>;
  photos: RoomOf<PhotoRow, [user: string, id: string]>;
  ballast: RoomOf<Uint8Array<ArrayBuffer>, "current">;
  state: RoomOf<StateRows[keyof StateRows], keyof StateRows>;
}

export interface StoredReference {
  user_id: string;
  etag: string | undefined;
  reference: Reference;
}

export interface Wanted {
  user_id: string;
  id: string;
}

/** How one user's work is sealed on this phone. */
export interface VaultRow {
  user_id: string;
  /** With it sealed work is left at the office; it reads nothing. */
  deposit_token: string;
  office: SealingKey;
  /** Absent: no PIN was chosen yet, or the reading key was destroyed. */
  lock?: LockRow;
  /** Earlier work is sealed for a key that is gone: the office can open it for its writer. */
  reopen?: true;
}

/** The reading key as only the PIN opens it. */
export interface LockRow {
  salt: Uint8Array<ArrayBuffer>;
  /** Made on this phone and kept nowhere else. */
  share: Uint8Array<ArrayBuffer>;
  rounds: number;
  wrapped: Uint8Array<ArrayBuffer>;
  /** Wrong PINs in a row, the one being tried included. */
  wrong: number;
}

export interface StateRows {
  /** The last sequence number this device gave. */
  counter: number;
  server: ServerRow;
  times: TimesRow;
  prefs: PrefsRow;
  /** Whether there is ballast: it is too heavy to look at. */
  ballast: boolean;
  /** How many items the next batch may have: what the last ones got through with. */
  pace: number;
}

/** What the server last said about itself. */
export interface ServerRow {
  /** The life of the server in which this phone first sent anything. */
  first_epoch: string;
  epoch: string;
  watermark: string | null;
  /** Phone's clock minus server's clock. */
  skew_s: number;
  /** The phone's clock, in ms, when it said so. */
  heard_at?: number;
}

/** How far one user has read, and when the phone's holdings were last compared. */
export interface FeedRow {
  cursor?: string;
  /** The epoch in which the cursor was given: a restored server counts anew. */
  epoch?: string;
  reconciled_epoch?: string;
  reconciled_at?: string;
  reference_asked_at?: string;
  /** The reference version the feed announced. */
  reference_version?: string;
  receipts?: Receipt[];
  /** How many texts were compared then: since then more may have been sent. */
  offered?: number;
}

export interface PrefsRow {
  /** Whether registrations say where they were made; absent: never asked. */
  location?: boolean;
}

/** When this phone last spoke with the server, and how much it sent in each month. */
export interface TimesRow {
  last_tried_at?: string;
  last_success_at?: string;
  bytes_sent: Record<string, number>;
}

type Index = [name: string, ...path: string[]];

/** The rooms: the version that brought it, name, the key inside each row (none: given apart), and the orders it is read in. */
const ROOMS: [since: number, name: keyof Schema, key: string | string[] | null, ...indexes: Index[]][] = [
  [1, "session", null],
  [1, "reference", null],
  [1, "feed", null],
  [1, "state", null],
  [1, "drafts", "id", ["by_user", "user_id", "updated_at"]],
  [
    1,
    "entries",
    "id",
    ["by_user", "user_id", "order"],
    ["by_state", "user_id", "state", "order"],
    ["by_status", "user_id", "status", "order"],
    ["by_received", "user_id", "received_at"],
  ],
  [1, "revisions", ["id", "revision"], ["by_state", "user_id", "state", "order"]],
  [1, "visits", "id", ["by_user", "user_id", "order"], ["by_state", "user_id", "state", "order"]],
  [1, "batches", "id", ["by_user", "user_id", "device_seq"]],
  [1, "wanted", ["user_id", "id"]],
  [1, "progress", ["user_id", "period"]],
  [2, "vaults", "user_id"],
  [2, "carried", ["id", "digest"]],
  [2, "ballast", null],
  [3, "photo_requests", ["user_id", "id"]],
  [3, "photos", ["user_id", "id"]],
];

/** Each step only adds: what an older app saved is read by every newer one as it is. */
export function upgrade(db: IDBDatabase, from: number, tx: IDBTransaction): void {
  for (const [since, name, keyPath, ...indexes] of ROOMS) {
    if (from >= since) continue;
    const store = db.createObjectStore(name, { keyPath });
    for (const [index, ...path] of indexes) store.createIndex(index, path);
  }
  if (from < 2) tx.objectStore("visits").createIndex("by_follow_up", ["user_id", "face.follow_up_on"]);
}
