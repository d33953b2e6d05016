/** Tells every screen, tab and the worker that something on the phone is no longer as they saw it. */

import type { SyncStatus } from "../contract";

export type StoreChange =
  | { about: "session" | "reference" | "drafts" | "progress" | "vault" }
  /** saved: the volunteer wrote it just now, so there is something to send. */
  | { about: "entries" | "visits" | "photos"; saved?: true }
  | { about: "sync"; status: SyncStatus }
  /** outdated: a newer app opened the database, this page must reload. blocked: an old tab holds it. */
  | { about: "outdated" | "blocked" }
  /** The database was closed behind our back, perhaps to be deleted. */
  | { about: "closed" }
  /** The disk was full; the last write went through at the price of the ballast. */
  | { about: "full" };

type Listener = (change: StoreChange, fromElsewhere: boolean) => void;

const listeners = new Set<Listener>();
let channel: BroadcastChannel | undefined;

/** Call listener at each change made here, in another tab or in the worker; returns how to stop. */
export function onStoreChange(listener: Listener): () => void {
  radio();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellStoreChange(change: StoreChange): void {
  radio().postMessage(change);
  hear(change, false);
}

function radio(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel("jangkau");
    channel.onmessage = ({ data }: MessageEvent<StoreChange>) => hear(data, true);
  }
  return channel;
}

function hear(change: StoreChange, fromElsewhere: boolean): void {
  for (const listener of [...listeners]) listener(change, fromElsewhere);
}
