/** Keeps the installed app fresh without ever taking a page away under the thumb. */

import { signal } from "@preact/signals";

/** A complete newer version waits for the volunteer's word. */
export const updateReady = signal(false);

const LOOK_AGAIN_MS = 60 * 60 * 1000;

let waiting: ServiceWorker | null = null;
let asked = false;

export async function startWorker(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener("controllerchange", () => {
    // The first worker of a new installation takes over silently; only an asked-for one reloads.
    if (asked) location.reload();
  });
  const registration = await workers.register("/sw.js");
  const notice = () => {
    // Without a controller this is the first installation: there is nothing older to replace.
    waiting = workers.controller ? registration.waiting : null;
    updateReady.value = waiting !== null;
  };
  notice();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", notice));
  let looked = Date.now();
  addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !navigator.onLine || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    void registration.update().catch(() => undefined);
  });
}

/** The volunteer says go: the new version takes over and the page loads anew. */
export function installUpdate(): void {
  asked = true;
  waiting?.postMessage("activate");
}
