/** Keeps one complete version of the app, or the one before it: never a mixture of two. */

import { sha256 } from "../rules/digest";

/** The files of this version, and the beginning of the SHA-256 (hex) of all their bytes in that order: by the build. */
declare const PRECACHE: readonly string[];
declare const VERSION: string;

const PREFIX = "jangkau-app-";
const NAME = PREFIX + VERSION;

/** Fetch every file of this version; nothing is kept unless together they are what the build made. */
export async function fetchVersion(): Promise<void> {
  const answers = await Promise.all(PRECACHE.map((path) => fetch(path, { cache: freshness(path) })));
  const bytes = await new Blob(await Promise.all(answers.map((answer) => answer.clone().arrayBuffer()))).arrayBuffer();
  // A missing file, half of the next version, or a hotel's sign-in page: none of them has this fingerprint.
  if (!(await sha256(bytes)).startsWith(VERSION)) throw new Error("not this version");
  const cache = await caches.open(NAME);
  await Promise.all(PRECACHE.map((path, i) => cache.put(path, answers[i]!)));
}

/** Forget the versions before this one. */
export async function dropOlderVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

/** The kept file, or what the network says when it is not one of ours. */
export async function fromVersion(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}

/** A name with a hash in it can be taken from the browser's own cache: the page paid for it a moment ago. */
const freshness = (path: string): RequestCache => (path.startsWith("/static/") ? "default" : "no-cache");
