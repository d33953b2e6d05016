/** What the volunteer writes rests on the phone: saved means on the disk, and nothing typed is lost. */

import { forceCloseDatabase } from "fake-indexeddb";
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Draft, Registration, Visit } from "../../static/src/contract";
import type { StoreChange } from "../../static/src/store/changes";
import { savePeople, someone, USER, World, type Tab } from "./support/world";

let world: World;
let tab: Tab;

beforeEach(async () => {
  ({ world, tab } = await World.open());
});

afterEach(() => {
  mock.restoreAll();
  world.close();
});

const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  user_id: USER,
  step: 1,
  values: { full_name: "Siti" },
  confirmations: [],
  started_at: "2026-11-23T04:00:00Z",
  updated_at: "2026-11-23T04:00:00Z",
  ...more,
});

describe("saved means on the disk", () => {
  test("each write asks the disk to keep it before it says so", async () => {
    const real = IDBDatabase.prototype.transaction;
    const writes: { durability: string | undefined; complete: boolean }[] = [];
    mock.method(IDBDatabase.prototype, "transaction", function (this: IDBDatabase, names: string[], mode: IDBTransactionMode, options?: IDBTransactionOptions) {
      const tx = real.call(this, names, mode, options);
      if (mode === "readwrite") {
        const write = { durability: options?.durability, complete: false };
        writes.push(write);
        tx.addEventListener("complete", () => (write.complete = true));
      }
      return tx;
    });
    const id = tab.newId();
    await tab.saveDraft(draft(id));
    await tab.saveRegistration(someone(id), USER);
    assert.equal(writes.length, 2);
    assert.deepEqual(writes, writes.map(() => ({ durability: "strict", complete: true })));
  });

  test("when the disk refuses at the last moment nothing is half written and the draft stays", async () => {
    const id = tab.newId();
    await tab.saveDraft(draft(id));
    const real = IDBObjectStore.prototype.put;
    mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      const request = real.apply(this, args);
      if (this.name === "entries") request.addEventListener("success", () => this.transaction.abort());
      return request;
    });
    await assert.rejects(tab.saveRegistration(someone(id), USER));
    mock.restoreAll();
    assert.equal(await tab.readEntry(id), undefined);
    assert.deepEqual(await tab.readDraft(id), draft(id));
    assert.equal((await tab.saveRegistration(someone(id), USER)).registration.device_seq, 1);
  });

  test("a full disk is an error to the caller, not silence", async () => {
    mock.method(IDBObjectStore.prototype, "put", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await assert.rejects(tab.saveRegistration(someone(tab.newId()), USER), { name: "QuotaExceededError" });
  });

  test("it is there when the app starts again", async () => {
    const id = tab.newId();
    await tab.saveRegistration(someone(id), USER);
    const later = await world.crash();
    assert.equal((await later.readEntry(id))?.registration.full_name, "Siti Contoh");
    assert.equal((await later.counts(USER)).unsent, 1);
  });
});

describe("drafts", () => {
  test("a draft survives the app and goes with the save", async () => {
    const id = tab.newId();
    await tab.saveDraft(draft(id, { step: 3 }));
    const later = await world.crash();
    assert.equal((await later.readDraft(id))?.step, 3);
    await later.saveRegistration(someone(id), USER);
    assert.equal(await later.readDraft(id), undefined);
  });

  test("of a burst of changes the last one is kept", async () => {
    const id = tab.newId();
    await Promise.all([1, 2, 3, 4].map((step) => tab.saveDraft(draft(id, { step }))));
    assert.equal((await tab.readDraft(id))?.step, 4);
  });

  test("a change made while the change before is told is kept too", async () => {
    const id = tab.newId();
    const stop = tab.onStoreChange(() => {
      stop();
      void tab.saveDraft(draft(id, { step: 2 }));
    });
    await tab.saveDraft(draft(id));
    await tab.saveDraft(draft(id, { step: 3 }));
    assert.equal((await tab.readDraft(id))?.step, 3);
  });

  test("a late change does not bring a finished form back", async () => {
    const id = tab.newId();
    await tab.saveRegistration(someone(id), USER);
    await tab.saveDraft(draft(id));
    assert.deepEqual(await tab.listDrafts(USER), []);
  });

  test("a correction in the making is a draft of what is saved already", async () => {
    const id = tab.newId();
    await tab.saveRegistration(someone(id), USER);
    const correction = draft(id, { correction_of: { revision: 1, reasons: [], note: null } });
    await tab.saveDraft(correction);
    assert.deepEqual((await tab.listDrafts(USER)).map(({ corrects }) => corrects), [1]);
    assert.deepEqual(await tab.readDraft(id), correction);
    await tab.saveRegistration(someone(id, { address: "Kp. Lain" }), USER);
    await tab.saveDraft(correction);
    assert.deepEqual(await tab.listDrafts(USER), []);
  });

  test("they are listed newest first, each volunteer's own", async () => {
    const [a, b, c] = [tab.newId(), tab.newId(), tab.newId()];
    await tab.saveDraft(draft(a!, { updated_at: "2026-11-23T04:00:00Z" }));
    await tab.saveDraft(draft(b!, { updated_at: "2026-11-23T04:02:00Z" }));
    await world.signIn(tab, "another");
    await tab.saveDraft(draft(c!, { user_id: "another" }));
    assert.deepEqual((await tab.listDrafts(USER)).map(({ id }) => id), [b, a]);
    await tab.removeDraft(b!);
    assert.deepEqual((await tab.listDrafts(USER)).map(({ id }) => id), [a]);
  });

  test("log-out touches neither drafts nor what is unsent", async () => {
    const id = tab.newId();
    await tab.saveDraft(draft(id));
    await savePeople(tab, 2);
    await tab.endSession();
    assert.equal(await tab.readSession(), undefined);
    assert.equal((await tab.listDrafts(USER)).length, 1);
    assert.equal((await tab.counts(USER)).unsent, 2);
  });
});

describe("texts and their revisions", () => {
  test("a correction is the next revision, and the earlier text is kept", async () => {
    const id = tab.newId();
    const first = await tab.saveRegistration(someone(id), USER);
    const second = await tab.saveRegistration(someone(id, { full_name: "Siti Betul" }), USER);
    assert.deepEqual([first.revision, second.revision], [1, 2]);
    assert.equal(second.registration.device_seq, 2);
    const [earlier] = await tab.readRevisions(id);
    assert.equal((await tab.openFor<Registration>(USER, id, earlier?.sealed))?.full_name, "Siti Contoh");
    assert.equal(earlier?.state, "superseded");
    assert.equal((await tab.counts(USER)).unsent, 1);
  });

  test("a double tap is one registration", async () => {
    const id = tab.newId();
    const taps = await Promise.all([1, 2, 3].map((i) => tab.saveRegistration(someone(id, { captured_at: `2026-11-23T04:30:0${i}Z` }), USER)));
    assert.deepEqual(taps.map(({ revision }) => revision), [1, 1, 1]);
    assert.deepEqual(await tab.readRevisions(id), []);
  });

  test("two tabs that save at once give each text its own number", async () => {
    const other = await world.unlocked();
    const ids = [tab, other, tab, other].map(({ newId }) => newId());
    const saved = await Promise.all(ids.map((id, i) => (i % 2 ? tab : other).saveRegistration(someone(id), USER)));
    assert.deepEqual(saved.map(({ registration }) => registration.device_seq).sort(), [1, 2, 3, 4]);
  });

  test("two tabs that finish one draft differently keep both texts", async () => {
    const other = await world.unlocked();
    const id = tab.newId();
    await Promise.all([
      tab.saveRegistration(someone(id, { full_name: "Siti Satu" }), USER),
      other.saveRegistration(someone(id, { full_name: "Siti Dua" }), USER),
    ]);
    const rows = [await tab.readEntryRow(id), ...(await tab.readRevisions(id))];
    const texts = await Promise.all(rows.map((row) => tab.openFor<Registration>(USER, id, row?.sealed)));
    assert.deepEqual(texts.map((text) => text?.full_name).sort(), ["Siti Dua", "Siti Satu"]);
    assert.deepEqual(rows.map((row) => row?.revision), [2, 1]);
  });

  test("what rests is to the letter what is sent: no field without a value", async () => {
    const text: object = { ...someone(tab.newId()), rt: undefined };
    const entry = await tab.saveRegistration(text as ReturnType<typeof someone>, USER);
    assert.equal("rt" in entry.registration, false);
  });

  test("ids made in one millisecond, or while the clock jumps back, keep their order", () => {
    const clock = mock.method(Date, "now", () => 1_800_000_000_000);
    const before = [tab.newId(), tab.newId()];
    clock.mock.mockImplementation(() => 0);
    const ids = [...before, tab.newId(), tab.newId()];
    assert.deepEqual(ids, [...ids].sort());
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(new Set(ids).size, 4);
  });
});

describe("lists and numbers", () => {
  test("newest first, page by page, each once", async () => {
    const ids = await savePeople(tab, 7);
    const seen: string[] = [];
    for (let before: number | undefined; ; ) {
      const page = await tab.listEntries({ userId: USER, limit: 3, ...(before !== undefined && { before }) });
      if (!page.length) break;
      seen.push(...page.map(({ id }) => id));
      before = page.at(-1)!.order;
    }
    assert.deepEqual(seen, ids.reverse());
  });

  test("another volunteer's work is neither listed nor counted", async () => {
    await savePeople(tab, 2);
    await world.signIn(tab, "another");
    await tab.saveRegistration(someone(tab.newId()), "another");
    assert.equal((await tab.listEntries({ userId: USER, limit: 50 })).length, 2);
    assert.equal((await tab.counts(USER)).unsent, 2);
    assert.equal((await tab.counts("another")).unsent, 1);
  });

  test("ten thousand on one phone: a page is read without reading the rest", async () => {
    const [id] = await savePeople(tab, 1);
    const entry = (await tab.readEntryRow(id!))!;
    await tab.write(["entries", "state"], async ({ entries, state }) => {
      await state.put(10_000, "counter");
      for (let i = 1; i < 10_000; i++) {
        const state = i % 100 ? "sent" : "invalid";
        await entries.put({ ...entry, id: `${i}`, order: -i, state, ...(state === "sent" && { received_at: "2026-11-01T00:00:00.000Z" }) });
      }
    });
    const rows: unknown[] = [];
    const real = IDBIndex.prototype.getAll;
    mock.method(IDBIndex.prototype, "getAll", function (this: IDBIndex, ...args: [IDBKeyRange, number?]) {
      const request = real.apply(this, args);
      request.addEventListener("success", () => rows.push(...request.result));
      return request;
    });
    const page = await tab.listEntries({ userId: USER, list: "sent", limit: 50 });
    assert.equal(page[0]?.order, -9999);
    assert.equal(page.length, 50);
    assert.equal(rows.length, 50);
    const { unsent, sent, attention } = await tab.counts(USER);
    assert.deepEqual({ unsent, sent, attention }, { unsent: 100, sent: 9900, attention: 99 });
    assert.equal(rows.length, 50);
  });
});

describe("tabs and the database", () => {
  test("what one tab saves, the other hears", async () => {
    const other = await world.unlocked();
    const heard = new Promise<StoreChange>((resolve) => other.onStoreChange((change) => change.about === "entries" && resolve(change)));
    await savePeople(tab, 1);
    assert.deepEqual(await heard, { about: "entries", saved: true });
  });

  test("a newer app in another tab is not held up, and this page learns to reload", async () => {
    await savePeople(tab, 1);
    const told = new Promise<StoreChange>((resolve) => tab.onStoreChange(resolve));
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open("jangkau", 99);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onblocked = () => reject(new Error("held up"));
    });
    assert.deepEqual(await told, { about: "outdated" });
    await assert.rejects(tab.saveRegistration(someone(tab.newId()), USER), { name: "VersionError" });
  });

  test("a database the system closed is opened again", async () => {
    await savePeople(tab, 1);
    (await tab.openDatabase()).close();
    await savePeople(tab, 1);
    assert.equal((await tab.counts(USER)).unsent, 2);
  });

  for (const when of ["while it is asked", "while it is written"] as const) {
    test(`a database the system closes in the middle of a save, ${when}: the save goes on, once`, async () => {
      const id = tab.newId();
      const real = IDBObjectStore.prototype.put;
      let times = 0;
      mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
        const request = real.apply(this, args);
        const close = () => {
          (this.transaction as unknown as { _abort(name: string): void })._abort("AbortError");
          forceCloseDatabase(this.transaction.db as never);
        };
        if (this.name === "entries" && !times++) when === "while it is asked" ? close() : request.addEventListener("success", close);
        return request;
      });
      await tab.saveRegistration(someone(id), USER);
      assert.equal(times, 2);
      assert.equal((await tab.readEntry(id))?.registration.device_seq, 1);
      assert.equal((await tab.counts(USER)).unsent, 1);
    });
  }

  test("a database deleted under the app is not mistaken for a newer app's, and the next save is kept", async () => {
    const told = new Promise<StoreChange>((resolve) => tab.onStoreChange(resolve));
    await new Promise((resolve) => (indexedDB.deleteDatabase("jangkau").onsuccess = resolve));
    assert.deepEqual(await told, { about: "closed" });
    assert.equal((await tab.counts(USER)).unsent, 0);
    await world.signIn(tab);
    await savePeople(tab, 1);
    assert.equal((await tab.counts(USER)).unsent, 1);
  });

  test("an upgrade from nothing makes every room, and the same app adds nothing to it", async () => {
    await tab.openDatabase();
    await tab.closeDatabase();
    const names = [...(await tab.openDatabase()).objectStoreNames];
    for (const name of ["session", "reference", "drafts", "entries", "visits", "batches", "state"]) assert.ok(names.includes(name), name);
  });
});

test("a visit is saved once, with the phone's next number", async () => {
  await savePeople(tab, 1);
  const visit = { id: tab.newId(), visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "refused", obstacles: ["belum-merasa-perlu"] } as const;
  const text = { ...visit, obstacles: [...visit.obstacles] };
  const saved = await tab.saveVisit(text, USER);
  assert.equal((await tab.openFor<Visit>(USER, visit.id, saved.sealed))?.device_seq, 2);
  assert.deepEqual(await tab.saveVisit(text, USER), saved);
  assert.deepEqual(await tab.listVisits({ userId: USER, limit: 10 }), [saved]);
});
