/** Starts a sync whenever there is reason to hope, and asks the browser to wake the worker when the page is gone. */

import type { SyncReason } from "../contract";
import { onStoreChange } from "../store/changes";
import { nextDelay } from "./backoff";
import { syncNow } from "./run";
import { sparing } from "./sparing";
import { followStatus, setStatus } from "./status";

/** With nothing waiting, decisions of the office are still asked for this often; four times rarer by a sparing phone. */
const CALM_S = 15 * 60;
/** Another tab is at it; it may have missed what was saved here meanwhile. */
const BUSY_S = 10;

/** Begin; returns how to stop. */
export function startAutoSync(): () => void {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const attempt = async (reason: SyncReason) => {
    clearTimeout(timer);
    const { outcome, problem } = await syncNow(reason);
    failures = outcome === "stopped" ? failures + 1 : 0;
    if (stopped || problem?.code === "signed_out") return;
    const wait = outcome === "done" ? CALM_S * ((await sparing()) ? 4 : 1) : outcome === "busy" ? BUSY_S : nextDelay(failures, problem?.retry_after);
    clearTimeout(timer);
    timer = setTimeout(() => void attempt("timer"), wait * 1000);
    if (outcome !== "busy") setStatus({ next_try_at: new Date(Date.now() + wait * 1000).toISOString() });
  };

  const online = () => void attempt("online");
  // The event bubbles to the window; the worker, which has no document, never hears it.
  const visible = () => {
    if ((globalThis as { document?: { visibilityState: string } }).document?.visibilityState === "visible") void attempt("visible");
  };
  addEventListener("online", online);
  addEventListener("visibilitychange", visible);
  const following = followStatus();
  const unsubscribe = onStoreChange((change, fromElsewhere) => {
    if (fromElsewhere) return;
    if ("saved" in change) {
      void wakeLater();
      void attempt("saved");
    }
    if (change.about === "session") void attempt("start");
    // Opened: what came back can be read now.
    if (change.about === "vault") void attempt("start");
  });
  void attempt("start");

  return () => {
    stopped = true;
    clearTimeout(timer);
    removeEventListener("online", online);
    removeEventListener("visibilitychange", visible);
    unsubscribe();
    void following.then((stop) => stop());
  };
}

/** Ask for the worker to be woken once there is a network: only a wake-up, the outbox itself stays in the store. */
async function wakeLater(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register("outbox").catch(() => undefined);
}
