/** A phone that was left in a drawer with an older app: the newest one opens its database and delivers all of it. */

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { afterEach, describe, test } from "node:test";

import type { Draft, EntryRow } from "../../static/src/contract";
import { VERSION } from "../../static/src/store/schema";
import { lay, lift, parse, print } from "./support/databases";
import { Office, html } from "./support/server";
import { PIN, ROUNDS, savePeople, someone, USER, World } from "./support/world";

/** tests/client/databases has one of every version that was ever released; none is changed afterwards. */
const FOLDER = "tests/client/databases";

let world: World | undefined;

afterEach(() => world?.close());

if (process.env["RELEASE"]) await keep();

describe("a database of version", async () => {
  const files = await readdir(FOLDER);

  test("1 up to the one before this is at hand", () => {
    for (let version = 1; version < VERSION; version++) assert.ok(files.includes(`${version}.json`), `RELEASE=1 npm test keeps one`);
  });

  for (const file of files) {
    test(file.replace(".json", ""), async () => {
      const opened = await World.empty();
      world = opened.world;
      const { tab, server } = opened;
      const kept = parse(await readFile(`${FOLDER}/${file}`, "utf8"));
      await lay(kept);
      const waiting = kept.rooms.flatMap(({ rows }) => rows as EntryRow[]).filter(({ state }) => state === "unsent");
      assert.ok(waiting.length > 2);

      if (kept.office) {
        server.office = new Office(kept.office);
        assert.equal(await tab.tryPin(USER, PIN), "open");
      } else {
        // From before there were PINs.
        await tab.furnish(USER, { deposit_token: `${USER}.slot`, sealing_key: server.office.told });
        await tab.choosePin(USER, PIN, ROUNDS);
      }
      await tab.sealOlder(USER);
      await tab.sealToken();
      const { outcome } = await tab.syncNow("button");
      assert.equal(outcome, "done");
      assert.equal(server.held.size, waiting.length);
      const arrived = new Set([...server.held.values()].map(({ digest }) => digest));
      for (const { digest } of waiting) assert.ok(arrived.has(digest));
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

/** A database with something of everything, as this version of the app leaves it. */
async function keep(): Promise<void> {
  const { world, server, tab } = await World.open();
  const [returned] = await savePeople(tab, 1);
  await tab.syncNow("button");
  server.changes.push({ kind: "registration", id: returned!, revision: 1, status: "returned", reasons: [{ field: "rt", code: "rt_missing", text: "RT perlu diisi" }], note: "Tanyakan lagi", decided_at: "2026-11-24T05:00:00Z" });
  await tab.syncNow("button");
  // Of the text that was sent only the decision is left; these wait, one of them corrected while in a closed batch.
  const [corrected] = await savePeople(tab, 2);
  server.fault = () => html();
  await tab.syncNow("button");
  await tab.saveRegistration(someone(corrected!, { rt: "009" }), USER);
  await tab.saveVisit({ id: tab.newId(), visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "interested", obstacles: [], follow_up_on: "2026-12-01" }, USER);
  const draft: Draft = { id: tab.newId(), user_id: USER, step: 2, values: { full_name: "Siti Setengah" }, confirmations: [], started_at: "2026-11-23T04:00:00Z", updated_at: "2026-11-23T04:00:00Z" };
  await tab.saveDraft(draft);
  // Compared with no office yet: the one of the test does not know the returned one.
  const { cursor, epoch } = await tab.readFeed(USER);
  await tab.write(["feed"], ({ feed }) => feed.put({ cursor: cursor!, epoch: epoch! }, USER));
  const kept = await lift(await tab.openDatabase());
  await writeFile(`${FOLDER}/${kept.version}.json`, print({ version: kept.version, office: server.office.secret, rooms: kept.rooms }), { flag: "wx" });
  world.close();
}
