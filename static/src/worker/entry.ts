/** The service worker: starts the app without a network, and sends the outbox when the page is gone. */

import { meet } from "../sync/meeting";
import { dropOlderVersions, fetchVersion, fromVersion } from "./precache";
import { keptPath } from "./routes";

declare const self: ServiceWorkerGlobalScope;

/** Background Sync is not in TypeScript's own list of events. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

self.addEventListener("install", (event) => event.waitUntil(fetchVersion()));

self.addEventListener("activate", (event) =>
  event.waitUntil(dropOlderVersions().then(() => self.clients.claim())),
);

// A new version waits until the page says that no form is open.
self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const path = keptPath(event.request, self.location.origin);
  if (path) event.respondWith(fromVersion(path, event.request));
});

self.addEventListener("sync", (event) => {
  if ((event as SyncEvent).tag === "outbox") (event as SyncEvent).waitUntil(wake());
});

/** Only sends, and sealed: nobody is there to read what came back, and the reading key is in no worker. */
async function wake(): Promise<void> {
  const { problem } = await meet("background");
  // The browser tries again later only when it hears that it did not work out.
  if (problem?.code === "offline" || problem?.code === "busy") throw new Error(problem.code);
}
