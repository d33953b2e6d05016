/** P2: a text leaves the phone only when the office has it, a month of backups has it, and nobody needs it here. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Server } from "./support/server";
import { savePeople, someone, USER, World, type Tab } from "./support/world";

const DAY_MS = 86_400_000;

let world: World;
let server: Server;
let tab: Tab;
let id: string;

beforeEach(async () => {
  ({ world, server, tab } = await World.open());
  id = (await savePeople(tab, 1))[0]!;
  await tab.syncNow("button");
});

afterEach(() => {
  mock.restoreAll();
  world.close();
});

/** The newest backup is this many days younger than what was sent. */
const backedUpFor = async (days: number) => {
  server.watermark = new Date(server.now + days * DAY_MS).toISOString();
  await tab.syncNow("button");
  await tab.compareNow();
};

const boxOf = async (one = id) => (await tab.readEntryRow(one))?.sealed.box.length;

describe("P2 a text stays on the phone", () => {
  test("while it waits for a decision, however old the backup", async () => {
    await backedUpFor(400);
    assert.ok(await tab.readEntry(id));
  });

  test("while it is to be corrected", async () => {
    server.decide(id, 1, "returned");
    await backedUpFor(400);
    assert.ok(await tab.readEntry(id));
  });

  test("until a backup that is a month younger exists", async () => {
    server.decide(id, 1, "approved");
    await backedUpFor(29);
    assert.ok(await tab.readEntry(id));
  });

  test("without any backup, even when the phone believes that it is 2031", async () => {
    server.decide(id, 1, "approved");
    mock.method(Date, "now", () => Date.parse("2031-01-01T00:00:00Z"));
    await tab.syncNow("button");
    await tab.compareNow();
    assert.ok(await tab.readEntry(id));
  });

  test("when the office, asked for it, has it no more: it is sent again", async () => {
    server.decide(id, 1, "approved");
    server.watermark = new Date(server.now + 31 * DAY_MS).toISOString();
    await tab.syncNow("button");
    server.held.clear();
    await tab.compareNow();
    assert.ok(server.held.has(`${id}/1`));
    assert.ok(await boxOf());
  });

  test("while a visit is to be followed up", async () => {
    const visit = { visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "interested" as const, obstacles: [], note: "Datang lagi" };
    const [again, over] = [tab.newId(), tab.newId()];
    await tab.saveVisit({ ...visit, id: again, follow_up_on: "2028-01-01" }, USER);
    await tab.saveVisit({ ...visit, id: over }, USER);
    await tab.syncNow("button");
    await backedUpFor(31);
    const rows = await tab.listVisits({ userId: USER, limit: 5 });
    assert.deepEqual(rows.map((row) => [row.id === again, row.sealed.box.length > 0]).sort(), [[false, false], [true, true]]);
  });
});

describe("a text the office is done with", () => {
  beforeEach(async () => {
    server.decide(id, 1, "approved");
    await backedUpFor(31);
  });

  test("is not on the phone any more; the row, its face and the numbers stay", async () => {
    assert.equal(await boxOf(), 0);
    assert.equal(await tab.readEntry(id), undefined);
    const [row, ...none] = await tab.listEntries({ userId: USER, limit: 5 });
    assert.deepEqual([row?.face.initials, row?.status, row?.registration, none], ["S0", "approved", undefined, []]);
    assert.equal((await tab.counts(USER)).backed_up, 1);
    assert.deepEqual(await tab.unsafeItems(), []);
  });

  test("still agrees with the office, text by text", async () => {
    await tab.compareNow();
    assert.equal((await tab.readFeed(USER)).receipts?.[0]?.count, 1);
  });

  test("is fetched again when it comes back after all, and can be corrected", async () => {
    server.decide(id, 1, "returned", [{ field: "rt", code: "rt_missing", text: "RT perlu diisi" }]);
    await tab.syncNow("button");
    const entry = await tab.readEntry(id);
    assert.deepEqual([entry?.status, entry?.registration.full_name, entry?.thin], ["returned", "Siti Contoh 0", undefined]);
    assert.equal((await tab.saveRegistration(someone(id, { rt: "003" }), USER)).revision, 2);
  });

  test("that the office lost after all asks for a person, and is never sent as nothing", async () => {
    server.restore();
    await tab.syncNow("button");
    await tab.compareNow();
    assert.equal(server.held.size, 0);
    assert.equal((await tab.readEntryRow(id))?.state, "conflict");
  });

  test("an earlier text of it goes too", async () => {
    const other = (await savePeople(tab, 1))[0]!;
    await tab.syncNow("button");
    await tab.saveRegistration(someone(other, { rt: "009" }), USER);
    await tab.syncNow("button");
    server.decide(other, 2, "registered");
    await backedUpFor(31);
    assert.deepEqual((await tab.readRevisions(other)).map(({ sealed }) => sealed.box.length), [0]);
  });
});
