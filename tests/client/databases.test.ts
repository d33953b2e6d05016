/** A phone that was left in a drawer with an older app: the newest one opens its database and delivers all of it. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { afterEach, describe, test } from "node:test";

import type { Registration } from "../../static/src/contract";
import { canonicalJson } from "../../static/src/rules/digest";
import { Office, sha256 } from "./support/server";
import { PIN, ROUNDS, USER, World } from "./support/world";

interface Room {
  name: string;
  keyPath: string | string[] | null;
  indexes: [name: string, ...path: string[]][];
  rows: unknown[];
}

interface Kept {
  version: number;
  /** From version 2 on work rests sealed: the private half of the office it is sealed for. */
  office?: string;
  rooms: Room[];
}

/** A text that waited there: in the clear in version 1, later known by its digest alone. */
interface Waiting {
  state?: string;
  digest: string;
  registration?: Registration;
  visit?: object;
}

/** tests/client/databases has one of every version that was ever released; none is changed afterwards. */
const FOLDER = "tests/client/databases";

let world: World | undefined;

afterEach(() => world?.close());

describe("a database of version", async () => {
  for (const file of await readdir(FOLDER)) {
    test(file.replace(".json", ""), async () => {
      const opened = await World.empty();
      world = opened.world;
      const { tab, server } = opened;
      const { version, office, rooms } = JSON.parse(await readFile(`${FOLDER}/${file}`, "utf8"), withBytes) as Kept;
      if (office) server.office = new Office(office);
      await lay(version, rooms);
      const waiting = rooms.flatMap(({ rows }) => rows as Waiting[]).filter(({ state }) => state === "unsent");

      if (office) assert.equal(await tab.tryPin(USER, PIN), "open");
      else {
        await tab.furnish(USER, { deposit_token: `${USER}.slot`, sealing_key: server.office.told });
        await tab.choosePin(USER, PIN, ROUNDS);
        await tab.sealOlder(USER);
        await tab.sealToken();
      }
      const { outcome } = await tab.syncNow("button");
      assert.equal(outcome, "done");
      assert.ok(waiting.length >= 3);
      assert.equal(server.held.size, waiting.length);
      for (const { registration, visit, digest } of waiting) {
        const text = registration ?? visit;
        const wanted = text ? sha256(canonicalJson(text)) : digest;
        assert.ok([...server.held.values()].some((held) => held.digest === wanted));
      }
      assert.deepEqual(await tab.waitingBatches(USER), []);
      const [draft] = await tab.listDrafts(USER);
      assert.equal((await tab.readDraft(draft!.id))?.values.full_name, "Siti Setengah");
      const [returned] = await tab.listEntries({ userId: USER, status: "returned", limit: 5 });
      const entry = await tab.readEntry(returned!.id);
      assert.deepEqual([entry?.note, entry?.reasons?.length], ["Tanyakan lagi", 1]);
      assert.equal((await tab.listFollowUps(USER, "2026-12-31")).length, 1);
    });
  }
});

/** Bytes are written as {"base64": ...}. */
const withBytes = (_: string, value: unknown): unknown => {
  const { base64 } = (value ?? {}) as { base64?: string };
  return base64 === undefined ? value : new Uint8Array(Buffer.from(base64, "base64"));
};

/** The database as that version of the app left it. */
function lay(version: number, rooms: Room[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("jangkau", version);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      for (const { name, keyPath, indexes, rows } of rooms) {
        const store = request.result.createObjectStore(name, { keyPath });
        for (const [index, ...path] of indexes) store.createIndex(index, path);
        for (const row of rows) {
          if (keyPath) store.put(row);
          else store.put((row as [string, unknown])[1], (row as [string, unknown])[0]);
        }
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
