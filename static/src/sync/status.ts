/** What the screens may say about the sync: this tab's run, or the one another tab or the worker is at. */

import type { SyncStatus } from "../contract";
import { onStoreChange, tellStoreChange } from "../store/changes";
import { readTimes } from "../store/times";

let current: SyncStatus = { phase: "idle", sent: 0, total: 0 };

/** How the sync is doing now; each change is told as StoreChange "sync". */
export const syncStatus = (): SyncStatus => current;

/** Change part of the status; undefined takes a part away. */
export function setStatus(patch: Partial<SyncStatus>): void {
  current = { ...current, ...patch };
  tellStoreChange({ about: "sync", status: current });
}

/** Follow the runs of other tabs and the worker, and remember the last ones from before this page was opened. */
export async function followStatus(): Promise<() => void> {
  const stop = onStoreChange((change, fromElsewhere) => {
    if (change.about === "sync" && fromElsewhere) current = change.status;
  });
  const times = await readTimes();
  if (times && !current.last_tried_at) {
    setStatus({ last_tried_at: times.last_tried_at, last_success_at: times.last_success_at });
  }
  return stop;
}
