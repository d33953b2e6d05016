/** What the screens share: who is here, what the lists say, what the phone holds, how the sync is doing. */

import { computed, signal } from "@preact/signals";
import type { Counts, Reference, Session, SyncStatus } from "../contract";
import { onStoreChange } from "../store/changes";
import { counts as readCounts } from "../store/counts";
import { readReference } from "../store/reference";
import { readSession, sealToken } from "../store/session";
import { readServer } from "../store/times";
import { isOpen, readVaults } from "../store/vault";
import { syncStatus } from "../sync/status";
import { remember } from "./canary";
import { clockAhead, heard, minutesAhead } from "./clock";

/** undefined: not read yet. null: nobody is signed in on this phone. */
export const session = signal<Session | null | undefined>(undefined);
export const reference = signal<Reference | undefined>(undefined);
export const counts = signal<Counts | undefined>(undefined);
export const sync = signal<SyncStatus>(syncStatus());
/** The database cannot be opened at all. */
export const broken = signal(false);
/** A newer app has opened the database: this page can no longer save. */
export const outdated = signal(false);

/** Whether what was written on this phone can be read: no PIN chosen yet, locked, or open. */
export const vault = signal<"unknown" | "missing" | "locked" | "open">("unknown");

/** The phone says that it is on a network, of whatever kind. */
export const linked = signal(navigator.onLine);

/** There is a network and the server answers on it, as far as the phone knows. */
export const online = computed(() => {
  const trouble = sync.value.problem?.code;
  return linked.value && trouble !== "offline" && trouble !== "not_the_server";
});

export const userId = computed(() => session.value?.user.id ?? "");

let whoIsHere: Promise<void> | undefined;

/** Resolves when it is known who is signed in on this phone. */
export const sessionKnown = (): Promise<void> =>
  (whoIsHere ??= refreshSession().catch((error: unknown) => {
    broken.value = true;
    throw error;
  }));

/** Read the phone, then follow every change made here, in another tab or by the worker. */
export function followPhone(): void {
  void sessionKnown().catch(() => undefined);
  void refreshReference().catch(() => undefined);
  for (const name of ["online", "offline"]) addEventListener(name, () => (linked.value = navigator.onLine));
  onStoreChange((change) => {
    if (change.about === "session" || change.about === "vault") void refreshSession();
    if (change.about === "reference") void refreshReference();
    if (change.about === "entries") void refreshCounts();
    if (change.about === "sync") {
      sync.value = change.status;
      if (change.status.phase === "idle") void refreshClock();
    }
    if (change.about === "outdated") outdated.value = true;
  });
}

export async function refreshSession(): Promise<void> {
  const [found, vaults] = await Promise.all([readSession(), readVaults()]);
  const before = userId.value;
  const id = found?.user.id;
  const lock = vaults.find(({ user_id }) => user_id === id)?.lock;
  session.value = found ?? null;
  vault.value = !id ? "unknown" : isOpen(id) ? "open" : lock ? "locked" : "missing";
  // Opening the vault changes no count, and the form that waits for it needs the disk more.
  if (before !== userId.value || !counts.value) void refreshCounts();
  // Once the vault is open, the token rests sealed too.
  if (id && isOpen(id) && found?.token) await sealToken();
}

async function refreshClock(): Promise<void> {
  heard.value = await readServer();
  const minutes = heard.value ? minutesAhead(heard.value, Date.now()) : 0;
  const most = reference.value?.quality_limits.clock_skew_minutes ?? 10;
  clockAhead.value = Math.abs(minutes) > most ? minutes : 0;
}

async function refreshReference(): Promise<void> {
  reference.value = await readReference();
}

async function refreshCounts(): Promise<void> {
  counts.value = userId.value ? await readCounts(userId.value) : undefined;
  if (counts.value) remember(counts.value.unsent + counts.value.carried);
}
