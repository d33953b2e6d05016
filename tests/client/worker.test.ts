/** The worker keeps one complete version of the app, or the one before it, and stays out of everything else. */

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { html, sha256 } from "./support/server";
import { bundled } from "./support/world";

type Worker = typeof import("./support/worker");

/** Cache Storage, as far as the worker uses it. */
class Caches {
  readonly kept = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const cache = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, cache);
    return {
      put: async (path: string, response: Response) => void cache.set(path, response),
      match: async (path: string) => cache.get(path)?.clone(),
    };
  }

  keys = async () => [...this.kept.keys()];
  delete = async (name: string) => this.kept.delete(name);
}

let site: Record<string, () => Response>;
let caches: Caches;
let versions = 0;

const page = (text: string) => () => new Response(text);

/** The worker of the version that consists of these files, as the build would make it. */
async function workerOf(files: Record<string, string>): Promise<Worker> {
  Object.assign(globalThis, { PRECACHE: Object.keys(files), VERSION: sha256(Object.values(files).join("")).slice(0, 16) });
  return (await import(`${bundled("worker")}?version=${++versions}`)) as Worker;
}

beforeEach(() => {
  site = { "/": page("shell 1"), "/static/dist/page-1.js": page("page 1") };
  caches = new Caches();
  Object.assign(globalThis, {
    caches,
    fetch: async (path: string | Request) => site[typeof path === "string" ? path : new URL(path.url).pathname]?.() ?? new Response("", { status: 404 }),
  });
});

const read = async (worker: Worker, path: string) => (await worker.fromVersion(path, new Request(`https://jangkau.example${path}`))).text();

describe("one complete version", () => {
  test("every file is kept and served without the network", async () => {
    const worker = await workerOf({ "/": "shell 1", "/static/dist/page-1.js": "page 1" });
    await worker.fetchVersion();
    site = {};
    assert.equal(await read(worker, "/"), "shell 1");
    assert.equal(await read(worker, "/static/dist/page-1.js"), "page 1");
  });

  for (const [what, answer] of Object.entries({
    "is missing": () => new Response("", { status: 404 }),
    "is a hotel's sign-in page": () => html(),
    "is of another version": page("page 3"),
    "breaks off": page("pag"),
  })) {
    test(`a file that ${what} keeps nothing of the new version, and the old one goes on`, async () => {
      const old = await workerOf({ "/": "shell 1", "/static/dist/page-1.js": "page 1" });
      await old.fetchVersion();
      site = { "/": page("shell 2"), "/static/dist/page-2.js": answer };
      const next = await workerOf({ "/": "shell 2", "/static/dist/page-2.js": "page 2" });
      await assert.rejects(next.fetchVersion());
      assert.equal(caches.kept.size, 1);
      assert.equal(await read(old, "/"), "shell 1");
    });
  }

  test("the version before is dropped only when the new one takes over; other caches are left alone", async () => {
    await caches.open("somebody-else");
    const old = await workerOf({ "/": "shell 1" });
    await old.fetchVersion();
    site = { "/": page("shell 2") };
    const next = await workerOf({ "/": "shell 2" });
    await next.fetchVersion();
    assert.equal(await read(old, "/"), "shell 1");
    await next.dropOlderVersions();
    assert.deepEqual((await caches.keys()).length, 2);
    assert.equal(await read(next, "/"), "shell 2");
    assert.ok(caches.kept.has("somebody-else"));
  });

  test("a file of another version is asked of the network", async () => {
    const worker = await workerOf({ "/": "shell 1" });
    await worker.fetchVersion();
    assert.equal(await read(worker, "/static/dist/page-1.js"), "page 1");
  });
});

describe("what the worker answers", () => {
  const origin = "https://jangkau.example";
  const asked = async (path: string, mode: string, method = "GET") => (await workerOf({})).keptPath({ method, mode, url: new URL(path, origin).href }, origin);

  test("the app's page, also with a query from the home screen", async () => {
    assert.equal(await asked("/", "navigate"), "/");
    assert.equal(await asked("/?from=home", "navigate"), "/");
  });

  test("the app's files", async () => {
    assert.equal(await asked("/static/dist/page-1.js", "cors"), "/static/dist/page-1.js");
    assert.equal(await asked("/manifest.webmanifest", "cors"), "/manifest.webmanifest");
  });

  for (const path of ["/api/v1/changes", "/healthz", "/readyz", "/sw.js", "/static/other.js"]) {
    test(`never ${path}`, async () => assert.equal(await asked(path, "cors"), undefined));
  }

  for (const path of ["/login", "/review", "/review/batches/1", "/coordination", "/account", "/static/dist/page-1.js"]) {
    test(`never the page ${path}`, async () => assert.equal(await asked(path, "navigate"), undefined));
  }

  test("nothing that is sent, nothing of another site", async () => {
    assert.equal(await asked("/", "navigate", "POST"), undefined);
    assert.equal(await asked("https://elsewhere.example/static/dist/page-1.js", "cors"), undefined);
  });
});
