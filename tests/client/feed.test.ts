/** What comes back from the office: decisions, counts, lists, and the question whether the server still has it all. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Reason } from "../../static/src/contract";
import { html, problem, type Server } from "./support/server";
import { savePeople, someone, USER, World, type Tab } from "./support/world";

let world: World;
let server: Server;
let tab: Tab;

beforeEach(async () => {
  ({ world, server, tab } = await World.open());
});

afterEach(() => {
  mock.restoreAll();
  world.close();
});

const sync = () => tab.syncNow("button");
const asks = (door: string) => server.asked.filter(({ path }) => path.startsWith(`/${door}`));
const reasons: Reason[] = [{ field: "address", code: "unclear", text: "Alamat belum jelas." }];

describe("decisions", () => {
  test("a returned registration comes back with its reasons, is corrected here, and goes again", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.decide(id!, 1, "returned", reasons);
    await sync();
    const entry = await tab.readEntry(id!);
    assert.deepEqual([entry?.status, entry?.reasons], ["returned", reasons]);
    assert.equal((await tab.counts(USER)).returned, 1);
    assert.equal((await tab.listEntries({ userId: USER, status: "returned", limit: 5 })).length, 1);

    const corrected = await tab.saveRegistration(someone(id!, { address: "Kp. Contoh RT 2" }), USER);
    assert.deepEqual([corrected.revision, corrected.state, corrected.status], [2, "unsent", undefined]);
    assert.equal((await tab.counts(USER)).returned, 0);
    assert.ok((await tab.readRevisions(id!))[0]?.said);
    await sync();
    assert.equal((await tab.readEntry(id!))?.status, "received");
    server.decide(id!, 2, "approved");
    await sync();
    assert.equal((await tab.readEntry(id!))?.status, "approved");
  });

  test("a returned one that is right as it is goes again unchanged", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.decide(id!, 1, "returned", reasons);
    await sync();
    const { registration } = (await tab.readEntry(id!))!;
    const again = await tab.saveRegistration(registration, USER);
    assert.deepEqual([again.revision, again.state], [2, "unsent"]);
  });

  test("a word about an older text never overwrites the newer unsent one", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    const newer = await tab.saveRegistration(someone(id!, { full_name: "Siti Betul" }), USER);
    server.decide(id!, 1, "returned", reasons);
    await tab.applyChanges(USER, { cursor: "1", more: false, changes: server.changes, server_time: "2026-11-23T05:00:00Z", server_epoch: "epoch-1", backup_watermark: null });
    assert.deepEqual(await tab.readEntry(id!), newer);
    assert.equal((await tab.readRevisions(id!))[0]?.status, "returned");
  });

  test("told in the wrong order, the newest text's word stands", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    await tab.saveRegistration(someone(id!, { full_name: "Siti Betul" }), USER);
    await sync();
    server.decide(id!, 2, "approved");
    server.decide(id!, 1, "returned", reasons);
    await sync();
    const entry = await tab.readEntry(id!);
    assert.deepEqual([entry?.revision, entry?.status], [2, "approved"]);
  });

  test("decided before the answer arrived: sent late, it keeps its decision", async () => {
    const [id] = await savePeople(tab, 1);
    server.fault = ({ method }) => (method === "PUT" ? "lose the answer" : undefined);
    await sync();
    server.decide(id!, 1, "approved");
    server.fault = ({ method }) => (method === "PUT" ? problem(403, "forbidden") : undefined);
    await sync();
    assert.deepEqual([(await tab.readEntry(id!))?.state, (await tab.readEntry(id!))?.status], ["unsent", "approved"]);
    server.fault = () => undefined;
    await sync();
    assert.deepEqual([(await tab.readEntry(id!))?.state, (await tab.readEntry(id!))?.status], ["sent", "approved"]);
  });
});

describe("the feed", () => {
  test("is read to its end, and next time from there", async () => {
    const ids = await savePeople(tab, 5);
    await sync();
    for (const id of ids) server.decide(id, 1, "approved");
    assert.equal((await sync()).changes, 5);
    assert.equal((await tab.listEntries({ userId: USER, status: "approved", limit: 9 })).length, 5);
    assert.equal((await sync()).changes, 0);
  });

  test("cut off between two pages, the first page and its cursor are both kept", async () => {
    const ids = await savePeople(tab, 3);
    await sync();
    for (const id of ids) server.decide(id, 1, "approved");
    server.fault = ({ path }) => (path.endsWith("after=2") ? "lose the request" : undefined);
    assert.equal((await sync()).problem?.code, "offline");
    const later = await world.crash();
    assert.equal((await later.readFeed(USER)).cursor, "2");
    assert.equal((await later.syncNow("button")).changes, 1);
    assert.equal((await later.listEntries({ userId: USER, status: "approved", limit: 9 })).length, 3);
  });

  test("a page that cannot be written leaves no cursor behind", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.decide(id!, 1, "approved");
    const before = await tab.readFeed(USER);
    const real = IDBObjectStore.prototype.put;
    mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      if (this.name === "entries") throw new DOMException("full", "QuotaExceededError");
      return real.apply(this, args);
    });
    assert.equal((await sync()).problem?.code, "storage");
    mock.restoreAll();
    assert.deepEqual(await tab.readFeed(USER), before);
    await sync();
    assert.equal((await tab.readEntry(id!))?.status, "approved");
  });

  test("a cursor the server does not know starts the feed again", async () => {
    const ids = await savePeople(tab, 1);
    await sync();
    await tab.patchFeed(USER, { cursor: "99" });
    server.decide(ids[0]!, 1, "approved");
    assert.equal((await sync()).outcome, "done");
    assert.equal((await tab.readEntry(ids[0]!))?.status, "approved");
  });

  test("the month's numbers are kept for the days without a network", async () => {
    const numbers = { period: "2026-11", target: 50, approved: 4, waiting: 2, returned: 1, rejected: 1, expected_by_today: 38 };
    server.changes.push({ kind: "quota", id: "2026-11", ...numbers });
    await sync();
    assert.deepEqual(await tab.readProgress(USER, "2026-11"), { user_id: USER, ...numbers });
  });

  test("a kind this version does not know is passed over", async () => {
    server.changes.push({ kind: "message", id: "1" } as never, { kind: "quota", id: "2026-11", period: "2026-11" } as never);
    assert.equal((await sync()).outcome, "done");
    assert.ok(await tab.readProgress(USER, "2026-11"));
  });
});

describe("texts this phone does not hold", () => {
  const lostPhone = async () => {
    const ids = await savePeople(tab, 6);
    await sync();
    server.decide(ids[0]!, 1, "returned", reasons);
    for (const id of ids.slice(1)) server.decide(id, 1, "approved");
    world.close();
    globalThis.indexedDB = new (indexedDB.constructor as new () => IDBFactory)();
    tab = await world.tab();
    await world.signIn(tab);
    await tab.choosePin(USER, "135791", 1);
    return ids;
  };

  test("on a new phone they are fetched, and can be corrected here", async () => {
    const [id] = await lostPhone();
    await sync();
    assert.equal((await tab.counts(USER)).sent, 6);
    const entry = await tab.readEntry(id!);
    assert.deepEqual([entry?.state, entry?.status, entry?.revision], ["sent", "returned", 1]);
    const corrected = await tab.saveRegistration(someone(id!, { address: "Kp. Baru" }), USER);
    assert.equal(corrected.revision, 2);
    assert.equal((await sync()).sent, 1);
    assert.ok(server.held.has(`${id}/2`));
  });

  test("cut off while fetching, the rest is fetched next time", async () => {
    await lostPhone();
    let fetched = 0;
    server.fault = ({ path }) => (path.startsWith("/registrations/") && ++fetched > 2 ? "lose the request" : undefined);
    assert.equal((await sync()).problem?.code, "offline");
    assert.equal((await tab.counts(USER)).sent, 2);
    server.fault = () => undefined;
    await sync();
    assert.equal((await tab.counts(USER)).sent, 6);
    assert.deepEqual(await tab.wantedIds(USER), []);
  });

  test("one the server does not give out is not asked for again", async () => {
    server.decide("0193a000-0000-7000-8000-000000000001", 1, "approved");
    assert.equal((await sync()).outcome, "done");
    await sync();
    assert.equal(asks("registrations").length, 1);
  });

  test("a newer text of the server replaces a sent one, and the older one is kept", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    const text = { ...(await tab.readEntry(id!))!.registration, revision: 2, full_name: "Siti dari HP lain" };
    server.held.set(`${id}/2`, { digest: "", content: text });
    server.decide(id!, 2, "approved");
    await sync();
    const entry = await tab.readEntry(id!);
    assert.deepEqual([entry?.revision, entry?.registration.full_name, entry?.status], [2, "Siti dari HP lain", "approved"]);
    assert.equal((await tab.readRevisions(id!)).length, 1);
  });

  test("a newer text of the server never replaces an unsent one; the next correction goes above both", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    const mine = await tab.saveRegistration(someone(id!, { full_name: "Siti di HP ini" }), USER);
    server.held.set(`${id}/2`, { digest: "other", content: { ...mine.registration, full_name: "Siti dari HP lain" } });
    server.held.set(`${id}/3`, { digest: "", content: { ...mine.registration, revision: 3 } });
    server.decide(id!, 3, "approved");
    assert.equal((await sync()).conflicts, 1);
    const entry = await tab.readEntry(id!);
    assert.deepEqual([entry?.state, entry?.registration.full_name], ["conflict", "Siti di HP ini"]);
    assert.equal((await tab.saveRegistration(someone(id!, { full_name: "Siti pasti" }), USER)).revision, 4);
  });

  test("a newer text of the server waits until the unsent one here is sent, and is then fetched", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    const mine = await tab.saveRegistration(someone(id!, { full_name: "Siti di HP ini" }), USER);
    server.held.set(`${id}/3`, { digest: "", content: { ...mine.registration, revision: 3, full_name: "Siti dari HP lain" } });
    server.decide(id!, 3, "approved");
    server.fault = ({ method }) => (method === "PUT" ? problem(403, "forbidden") : undefined);
    await sync();
    assert.deepEqual(await tab.readEntry(id!), { ...mine, batch_id: (await tab.readEntry(id!))?.batch_id, server_revision: 3 });
    server.fault = () => undefined;
    assert.equal((await sync()).sent, 1);
    assert.ok(server.held.has(`${id}/2`));
    assert.equal((await tab.readEntry(id!))?.registration.full_name, "Siti dari HP lain");
    assert.deepEqual((await tab.readRevisions(id!)).map(({ revision }) => revision), [1, 2]);
  });

  test("a late word about a text older than the fetched one asks for nothing", async () => {
    const [id] = await lostPhone();
    await sync();
    const entry = (await tab.readEntryRow(id!))!;
    await tab.write(["entries"], ({ entries }) => entries.put({ ...entry, revision: 2 }));
    const fetched = asks("registrations").length;
    server.decide(id!, 1, "rejected");
    await sync();
    assert.equal(asks("registrations").length, fetched);
    assert.equal((await tab.readEntry(id!))?.status, "returned");
  });
});

describe("the server was restored from a backup", () => {
  test("before the phone ever compared anything", async () => {
    await savePeople(tab, 2);
    server.fault = ({ method }) => (method === "GET" ? "lose the request" : undefined);
    assert.equal((await sync()).sent, 2);
    server.restore();
    server.fault = () => undefined;
    assert.equal((await sync()).sent, 2);
    assert.equal(server.held.size, 2);
  });

  test("the decision that was lost with a text is not claimed any more", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.decide(id!, 1, "returned", reasons);
    await sync();
    server.restore();
    await sync();
    assert.equal((await tab.readEntry(id!))?.status, "received");
    assert.equal((await tab.counts(USER)).returned, 0);
  });

  test("what it lost is offered again, once it says it is in another life", async () => {
    const ids = await savePeople(tab, 4);
    await sync();
    await sync();
    server.restore((key) => key.startsWith(ids[0]!));
    const report = await sync();
    assert.deepEqual([report.outcome, report.sent], ["done", 3]);
    assert.equal(server.held.size, 4);
    assert.equal((await tab.counts(USER)).sent, 4);
    await sync();
    assert.equal(asks("reconcile").length, 1);
    assert.equal((await tab.readFeed(USER)).receipts?.[0]?.count, 1);
  });

  test("earlier texts and visits too: nothing a phone sent is lost", async () => {
    const [id] = await savePeople(tab, 1);
    await tab.saveVisit({ id: tab.newId(), visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "absent", obstacles: [] }, USER);
    await sync();
    await tab.saveRegistration(someone(id!, { full_name: "Siti Betul" }), USER);
    await sync();
    const before = [...server.held.keys()].sort();
    server.restore();
    assert.equal((await sync()).sent, 3);
    assert.deepEqual([...server.held.keys()].sort(), before);
  });

  test("its feed is read from the beginning", async () => {
    const ids = await savePeople(tab, 3);
    await sync();
    for (const id of ids) server.decide(id, 1, "approved");
    await sync();
    server.restore(() => true);
    server.decide(ids[0]!, 1, "rejected");
    server.decide(ids[1]!, 1, "rejected");
    server.decide(ids[2]!, 1, "rejected");
    await sync();
    assert.equal((await tab.listEntries({ userId: USER, status: "rejected", limit: 9 })).length, 3);
  });

  test("cut off in the middle of comparing, it is compared again", async () => {
    await savePeople(tab, 2);
    await sync();
    server.restore();
    server.fault = ({ path }) => (path === "/reconcile" ? "lose the answer" : undefined);
    assert.equal((await sync()).problem?.code, "offline");
    server.fault = () => undefined;
    assert.equal((await sync()).sent, 2);
  });

  test("what it holds otherwise is shown, not overwritten", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.restore(() => true);
    server.held.set(`${id}/1`, { ...server.held.get(`${id}/1`)!, digest: "f".repeat(64) });
    await sync();
    assert.equal((await tab.readEntry(id!))?.state, "conflict");
    assert.equal(server.puts().length, 1);
  });

  test("1,100 are compared in pages of at most 500", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    const entry = (await tab.readEntryRow(id!))!;
    await tab.write(["entries", "state"], async ({ entries, state }) => {
      await state.put(3000, "counter");
      for (let i = 1; i < 1100; i++) await entries.put({ ...entry, id: `${i}`, order: -1000 - i });
    });
    server.restore(() => true);
    server.fault = ({ method }) => (method === "PUT" ? problem(503, "later") : undefined);
    await sync();
    const pages = asks("reconcile").map(({ text }) => (JSON.parse(text) as { items: unknown[] }).items.length);
    assert.deepEqual(pages, [500, 500, 100]);
    assert.equal((await tab.counts(USER)).unsent, 1099);
  });

  test("without a restore the holdings are compared once a day", async () => {
    await savePeople(tab, 1);
    await sync();
    await sync();
    assert.equal(asks("reconcile").length, 0);
    await tab.patchFeed(USER, { reconciled_at: new Date(Date.now() - 25 * 3_600_000).toISOString() });
    await sync();
    await sync();
    assert.equal(asks("reconcile").length, 1);
  });
});

describe("the lists of the territory", () => {
  test("are fetched when there are none, and asked about only when the feed speaks of others", async () => {
    await sync();
    await sync();
    assert.equal(asks("reference").length, 1);
    assert.equal((await tab.readReference())?.version, "v1");
    server.reference.version = "v2";
    server.changes.push({ kind: "reference", id: "v2", version: "v2" });
    await sync();
    await sync();
    assert.equal(asks("reference").length, 2);
    assert.equal((await tab.readReference())?.version, "v2");
  });

  test("are asked about once a day, at the price of a few bytes", async () => {
    await sync();
    await tab.patchFeed(USER, { reference_asked_at: "2020-01-01T00:00:00Z" });
    await sync();
    assert.equal(asks("reference")[1]?.headers.get("If-None-Match"), '"v1"');
    assert.equal((await tab.readReference())?.version, "v1");
  });

  test("of another volunteer are not mistaken for one's own", async () => {
    await sync();
    await world.signIn(tab, "another");
    await tab.choosePin("another", "135791", 1);
    await sync();
    assert.equal(asks("reference")[1]?.headers.get("If-None-Match"), null);
  });

  test("that are no lists are not kept", async () => {
    server.fault = ({ path }) => (path === "/reference" ? html() : undefined);
    assert.equal((await sync()).problem?.code, "not_the_server");
    assert.equal(await tab.readReference(), undefined);
  });

  test("a fault of the server's in one place does not keep the others from being asked", async () => {
    server.fault = ({ path }) => (path.startsWith("/changes") ? problem(500, "internal") : undefined);
    assert.equal((await sync()).problem?.code, "server_error");
    assert.equal((await tab.readReference())?.version, "v1");
  });
});

test("signing in and out speaks the wire's words", async () => {
  const told = { device_id: "d", token: "t", deposit_token: "d.slot", sealing_key: server.office.told, user: { id: USER } };
  server.fault = ({ method, path, text }) => {
    if (path === "/devices") return Response.json({ ...told, ...(JSON.parse(text) as object) }, { status: 201 });
    return method === "DELETE" ? new Response(null, { status: 204 }) : undefined;
  };
  const answer = await tab.signIn({ username: "relawan", password: "relawan" }, "HP Siti");
  assert.deepEqual(answer, { ...told, username: "relawan", password: "relawan", device_name: "HP Siti" });
  await tab.signOut("t");
  assert.equal(server.asked.at(-1)?.headers.get("Authorization"), "Bearer t");
  server.fault = () => problem(401, "wrong_credentials", { detail: "Nama atau kata sandi tidak cocok." });
  await assert.rejects(tab.signIn({ username: "relawan", password: "x" }, "HP"), { code: "wrong_credentials", status: 401, detail: "Nama atau kata sandi tidak cocok." });
});
