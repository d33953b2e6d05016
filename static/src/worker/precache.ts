/** Keeps one complete version of the app, or the one before it: never a mixture of two. */

/** Each file of this version with its fingerprint, written in by the build. */
declare const PRECACHE: readonly (readonly [path: string, integrity: string])[];
declare const VERSION: string;

const PREFIX = "jangkau-app-";
const NAME = PREFIX + VERSION;

/** Fetch every file of this version; if one is missing or not what the build made, none is kept. */
export async function fetchVersion(): Promise<void> {
  const cache = await caches.open(NAME);
  try {
    // Checked by fingerprint: a sign-in page of the hotel, or half of the next version, must not be kept.
    await cache.addAll(PRECACHE.map(([path, integrity]) => new Request(path, { integrity, cache: freshness(path) })));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
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
