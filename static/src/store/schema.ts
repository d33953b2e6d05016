/** The rooms of the phone's database and how each version of the app adds to them. */

import type { DBSchema, IDBPDatabase } from "idb";
import type {
  Draft,
  Entry,
  Progress,
  Receipt,
  Reference,
  Revision,
  SavedVisit,
  SealedBatch,
  Session,
} from "../contract";

export const DATABASE = "jangkau";
export const VERSION = 1;

type ByState = [user: string, state: string, order: number];

export interface JangkauSchema extends DBSchema {
  session: { key: "current"; value: Session };
  reference: { key: "current"; value: StoredReference };
  drafts: { key: string; value: Draft; indexes: { by_user: [user: string, updated: string] } };
  entries: {
    key: string;
    value: Entry;
    indexes: {
      by_user: [user: string, order: number];
      by_state: ByState;
      by_status: [user: string, status: string, order: number];
      by_received: [user: string, received: string];
    };
  };
  revisions: {
    key: [id: string, revision: number];
    value: Revision;
    indexes: { by_state: ByState };
  };
  visits: {
    key: string;
    value: SavedVisit;
    indexes: { by_user: [user: string, order: number]; by_state: ByState };
  };
  batches: {
    key: string;
    value: SealedBatch;
    indexes: { by_user: [user: string, device_seq: number] };
  };
  /** Registrations the server spoke of and this phone does not hold. */
  wanted: { key: [user: string, id: string]; value: Wanted };
  progress: { key: [user: string, period: string]; value: { user_id: string } & Progress };
  feed: { key: string; value: FeedRow };
  state: { key: keyof StateRows; value: StateRows[keyof StateRows] };
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

export interface StateRows {
  /** The last sequence number this device gave. */
  counter: number;
  server: ServerRow;
  times: TimesRow;
}

/** What the server last said about itself. */
export interface ServerRow {
  epoch: string;
  watermark: string | null;
  /** Phone's clock minus server's clock. */
  skew_s: number;
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
}

/** When this phone last spoke with the server, and how much it sent in each month. */
export interface TimesRow {
  last_tried_at?: string;
  last_success_at?: string;
  bytes_sent: Record<string, number>;
}

/** Each step only adds: what an older app saved is read by every newer one as it is. */
export function upgrade(db: IDBPDatabase<JangkauSchema>, from: number): void {
  if (from < 1) {
    db.createObjectStore("session");
    db.createObjectStore("reference");
    db.createObjectStore("state");
    db.createObjectStore("feed");
    db.createObjectStore("drafts", { keyPath: "id" }).createIndex("by_user", ["user_id", "updated_at"]);

    const entries = db.createObjectStore("entries", { keyPath: "id" });
    entries.createIndex("by_user", ["user_id", "order"]);
    entries.createIndex("by_state", ["user_id", "state", "order"]);
    entries.createIndex("by_status", ["user_id", "status", "order"]);
    entries.createIndex("by_received", ["user_id", "received_at"]);

    const visits = db.createObjectStore("visits", { keyPath: "id" });
    visits.createIndex("by_user", ["user_id", "order"]);
    visits.createIndex("by_state", ["user_id", "state", "order"]);

    db.createObjectStore("revisions", { keyPath: ["id", "revision"] }).createIndex("by_state", ["user_id", "state", "order"]);
    db.createObjectStore("batches", { keyPath: "id" }).createIndex("by_user", ["user_id", "device_seq"]);
    db.createObjectStore("wanted", { keyPath: ["user_id", "id"] });
    db.createObjectStore("progress", { keyPath: ["user_id", "period"] });
  }
}
