/** When the phone itself is in trouble: no room, no network for weeks, a broken screen. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Draft } from "../../static/src/contract";
import type { Server } from "./support/server";
import { PIN, ROUNDS, savePeople, someone, USER, World, type Tab } from "./support/world";

let world: World;
let server: Server;
let tab: Tab;

beforeEach(async () => {
  ({ world, server, tab } = await World.open());
});

afterEach(() => {
  mock.restoreAll();
  Reflect.deleteProperty(globalThis, "caches");
  world.close();
});

const roomy = () => Object.assign(world.network, { storage: { estimate: async () => ({ quota: 2 ** 30, usage: 0 }) } });

/** The browser's other store, empty, for second copies. */
function besideTheDatabase(): Map<string, Response> {
  const shelf = new Map<string, Response>();
  const cache = {
    put: async (place: string, copy: Response) => void shelf.set(place, copy),
    delete: async (place: string) => shelf.delete(place),
    keys: async () => [...shelf.keys()],
    match: async (place: string) => shelf.get(place)?.clone(),
  };
  Object.assign(globalThis, { caches: { open: async () => cache } });
  return shelf;
}

/** The disk takes nothing more until something of it is given back. */
function fill(): void {
  const put = IDBObjectStore.prototype.put;
  const remove = IDBObjectStore.prototype.delete;
  let full = true;
  mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    if (full) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, args);
  });
  mock.method(IDBObjectStore.prototype, "delete", function (this: IDBObjectStore, key: IDBValidKey) {
    if (this.name === "ballast") full = false;
    return remove.call(this, key);
  });
}

describe("a full disk", () => {
  test("throws the ballast overboard, keeps what was being saved, and says so", async () => {
    roomy();
    await tab.takeBallast();
    const told: string[] = [];
    tab.onStoreChange(({ about }) => told.push(about));
    fill();
    const id = tab.newId();
    await tab.saveRegistration(someone(id), USER);
    assert.equal((await tab.readEntry(id))?.registration.full_name, "Siti Contoh");
    assert.ok(told.includes("full"));
  });

  test("without ballast is an error to the caller, and nothing is half written", async () => {
    fill();
    const id = tab.newId();
    await assert.rejects(tab.saveRegistration(someone(id), USER), { name: "QuotaExceededError" });
    mock.restoreAll();
    assert.equal(await tab.readEntryRow(id), undefined);
  });

  test("takes no ballast where room is short already", async () => {
    Object.assign(world.network, { storage: { estimate: async () => ({ quota: 30e6, usage: 0 }) } });
    await tab.takeBallast();
    assert.equal(await tab.read(["ballast"], ({ ballast }) => ballast.get("current")), undefined);
  });
});

describe("P6 work carried as a file", () => {
  const draft = (id: string): Draft => ({
    id,
    user_id: USER,
    step: 3,
    values: { full_name: "Siti Setengah" },
    confirmations: [],
    started_at: "2026-11-23T04:00:00Z",
    updated_at: "2026-11-23T04:00:00Z",
  });

  /** The same volunteer with another phone. */
  const otherPhone = async () => {
    globalThis.indexedDB = new (indexedDB.constructor as new () => IDBFactory)();
    const other = await world.tab();
    await world.signIn(other);
    await other.choosePin(USER, PIN, ROUNDS);
    return other;
  };

  test("brings all that is not yet safe to another phone, and the office counts it once", async () => {
    const ids = await savePeople(tab, 3);
    await tab.syncNow("button");
    const [unsent] = await savePeople(tab, 1);
    const begun = draft(tab.newId());
    await tab.saveDraft(begun);
    const file = await tab.asExport(await tab.unsafeItems());
    assert.ok(!file.includes("Siti"));

    const other = await otherPhone();
    await other.keepCarried(await other.readExport(file));
    await other.keepCarried(await other.readExport(file));
    assert.equal((await other.readCarried()).length, 5);
    // A form in the making waits for its writer, not for the office.
    assert.equal((await other.counts(USER)).carried, 4);
    await other.syncNow("button");
    assert.deepEqual(await other.readCarried(), []);
    assert.equal((await other.counts(USER)).carried, 0);
    assert.deepEqual([...server.held.keys()].sort(), [...ids, unsent].map((id) => `${id}/1`).sort());
    assert.deepEqual((await other.readDraft(begun.id))?.values, begun.values);
  });

  test("keeps what the office refused, beside another text of the same registration that it took", async () => {
    const [first] = await savePeople(tab, 1);
    await tab.syncNow("button");
    const held = (await tab.readEntry(first!))!;
    await tab.saveRegistration({ ...held.registration, rt: "009" }, USER);
    const items = await tab.unsafeItems();
    assert.equal(items.length, 2);
    const other = await otherPhone();
    await other.keepCarried(items);
    // Another phone was quicker with other words for the same revision.
    server.held.set(`${first}/2`, { digest: "0".repeat(64), content: held.registration });
    await other.syncNow("button");
    const [kept, ...none] = await other.readCarried();
    assert.deepEqual([kept?.digest, none], [items.find(({ digest }) => digest !== held.digest)?.digest, []]);
  });

  test("that came back from the second copy is let go there too, and not taken back at every start", async () => {
    const copies = besideTheDatabase();
    const [lost] = await savePeople(tab, 1);
    while (!copies.size) await new Promise((resolve) => setTimeout(resolve, 5));
    await tab.write(["entries"], ({ entries }) => entries.delete(lost!));
    assert.equal(await tab.adoptCopies(), 1);
    await tab.syncNow("button");
    assert.ok(server.held.has(`${lost}/1`));
    assert.equal(await tab.adoptCopies(), 0);
    assert.equal((await tab.counts(USER)).carried, 0);
  });

  test("waits beside a form of the same person that is locked here", async () => {
    const begun = draft(tab.newId());
    await tab.saveDraft(begun);
    const items = await tab.unsafeItems();
    await tab.write(["drafts"], async ({ drafts }) => {
      const row = (await drafts.get(begun.id))!;
      await drafts.put({ ...row, sealed: { ...row.sealed, own: new Uint8Array(40) } });
    });
    await tab.keepCarried(items);
    await tab.syncNow("button");
    assert.equal((await tab.readCarried()).length, 1);
  });

  test("leaves out what is in a backup of the office", async () => {
    await savePeople(tab, 2);
    await tab.syncNow("button");
    server.watermark = new Date(server.now + 60_000).toISOString();
    await tab.syncNow("button");
    assert.deepEqual(await tab.unsafeItems(), []);
  });

  test("can be exported while locked", async () => {
    await savePeople(tab, 2);
    tab.lockUp();
    assert.equal((await tab.unsafeItems()).length, 2);
  });

  test("goes in on another phone only whole", async () => {
    await savePeople(tab, 2);
    const file = await tab.asExport(await tab.unsafeItems());
    const short = JSON.parse(file) as { items: unknown[] };
    short.items.pop();
    for (const text of [file.slice(0, -9), JSON.stringify(short), "{}", "", "<html>", '{"format":"jangkau-sealed","items":[null]}']) {
      await assert.rejects(tab.readExport(text), tab.Unreadable);
    }
  });

  test("an answer the phone does not know keeps it", async () => {
    await savePeople(tab, 1);
    const items = await tab.unsafeItems();
    const other = await otherPhone();
    await other.keepCarried(items);
    server.judge = () => ({ outcome: "later_perhaps" });
    await other.syncNow("button");
    assert.equal((await other.readCarried()).length, 1);
  });
});

test("a second copy lies beside the database until the server has it", async () => {
  const shelf = besideTheDatabase();
  const ids = await savePeople(tab, 2);
  // It follows the tick, which waits for the database alone.
  while (shelf.size < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual((await tab.readCopies()).map(({ id }) => id).sort(), ids.sort());
  await tab.syncNow("button");
  while (shelf.size) await new Promise((resolve) => setTimeout(resolve, 5));
});
