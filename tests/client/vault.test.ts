/** What rests on the phone is readable with the PIN alone, and deliverable without it. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Draft, Registration } from "../../static/src/contract";
import { Disk } from "./support/disk";
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
  world.close();
});

const draft = (id: string): Draft => ({
  id,
  user_id: USER,
  step: 2,
  values: { full_name: "Siti Rahasia", nik: "3216090101909999", village_code: "32.16.09.2001" },
  confirmations: [],
  started_at: "2026-11-23T04:00:00Z",
  updated_at: "2026-11-23T04:00:00Z",
});

const visit = (id: string) => ({ id, visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "interested" as const, obstacles: [], note: "Rumah Siti Rahasia", follow_up_on: "2026-12-01" });

/** Everything in the phone's database, as text: bytes are read as Latin-1, as a thief's grep would. */
async function everything(): Promise<string> {
  const db = await tab.openDatabase();
  const texts: string[] = [];
  for (const name of db.objectStoreNames) {
    const rows = await new Promise<unknown[]>((resolve) => {
      const request = db.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result);
    });
    const words = (_: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value);
    texts.push(JSON.stringify(rows, words));
  }
  return texts.join("\n");
}

/** The app started again; nobody has given the PIN. */
const lockedTab = () => world.tab();

describe("P11 a found phone", () => {
  test("shows no name, no NIK, no note and no token at rest", async () => {
    await tab.saveDraft(draft(tab.newId()));
    await tab.saveRegistration(someone(tab.newId(), { full_name: "Siti Rahasia", nik: "3216090101909999", phone: "081299998888" }), USER);
    await tab.saveVisit(visit(tab.newId()), USER);
    await tab.syncNow("button");
    server.decide([...server.held.keys()][0]!.split("/")[0]!, 1, "returned", [{ field: "nik", code: "x", text: "Mestinya 3216090101909999" }]);
    await tab.syncNow("button");
    const found = await everything();
    for (const secret of ["Rahasia", "3216090101909999", "081299998888", "Mestinya", server.token]) assert.ok(!found.includes(secret), secret);
  });

  test("shows initials, village and the last four digits until it is opened", async () => {
    const { id } = await tab.saveRegistration(someone(tab.newId()), USER);
    const later = await lockedTab();
    const [row] = await later.listEntries({ userId: USER, limit: 5 });
    assert.deepEqual(row?.face, { initials: "SC", village_code: "32.16.09.2001", nik_tail: "0001" });
    assert.equal(row?.registration, undefined);
    assert.equal(await later.readEntry(id), undefined);
    assert.equal(await later.tryPin(USER, PIN), "open");
    assert.equal((await later.readEntry(id))?.registration.full_name, "Siti Contoh");
  });

  test("gives its reading key up after ten wrong PINs, and not one unsent record", async () => {
    const ids = await savePeople(tab, 3);
    const later = await lockedTab();
    for (let left = 9; left >= 0; left--) assert.equal(await later.tryPin(USER, "000000"), left);
    assert.equal(await later.tryPin(USER, PIN), 0);
    assert.equal((await later.readVault(USER))?.lock, undefined);
    assert.equal((await later.meet("background")).sent, 3);
    assert.deepEqual(ids.filter((id) => !server.held.has(`${id}/1`)), []);
  });

  test("counts a wrong PIN before it tries it: switching off gives nothing back", async () => {
    const later = await lockedTab();
    const trying = later.tryPin(USER, "000000");
    const again = await lockedTab();
    const wrong = (await again.readVault(USER))?.lock?.wrong;
    await trying;
    assert.ok(wrong === 0 || wrong === 1);
    assert.equal((await again.readVault(USER))?.lock?.wrong, 1);
    assert.equal(await again.tryPin(USER, "000001"), 8);
  });

  test("forgets the wrong ones once the right one came", async () => {
    const later = await lockedTab();
    await later.tryPin(USER, "000000");
    assert.equal(await later.tryPin(USER, PIN), "open");
    later.lockUp();
    assert.equal(await later.tryPin(USER, "000000"), 9);
  });

  test("opens to the right PIN also where the disk is too full to forget the wrong ones", async () => {
    const later = await lockedTab();
    await later.tryPin(USER, "000000");
    const disk = new Disk(2, "full at the end");
    assert.equal(await later.tryPin(USER, PIN), "open");
    assert.ok(disk.struck);
    mock.restoreAll();
    assert.equal((await later.readVault(USER))?.lock?.wrong, 2);
    assert.equal(await later.tryPin(USER, PIN), "open");
    assert.equal((await later.readVault(USER))?.lock?.wrong, 0);
  });

  test("cannot be tried where the disk is too full to count", async () => {
    const later = await lockedTab();
    new Disk(1, "full at the end");
    await assert.rejects(later.tryPin(USER, PIN), { name: "QuotaExceededError" });
    mock.restoreAll();
    assert.ok(!later.isOpen(USER));
  });

  test("cannot open another row with a text copied there", async () => {
    const [one, other] = await savePeople(tab, 2);
    const row = (await tab.readEntryRow(one!))!;
    assert.equal(await tab.openFor<Registration>(USER, other!, row.sealed), undefined);
  });
});

describe("locked", () => {
  test("it delivers in boxes that the office opens, with the same ids and digests", async () => {
    const ids = await savePeople(tab, 3);
    await tab.saveVisit(visit(tab.newId()), USER);
    tab.lockUp();
    assert.equal((await tab.syncNow("button")).sent, 4);
    assert.equal(server.puts().length, 0);
    for (const id of ids) assert.equal(server.held.get(`${id}/1`)?.digest, (await tab.readEntryRow(id))?.digest);
  });

  test("what went in boxes and whose answer was lost goes open later and counts once", async () => {
    const ids = await savePeople(tab, 2);
    server.fault = ({ path }) => (path === "/sealed" ? "lose the answer" : undefined);
    const worker = await lockedTab();
    await worker.meet("background");
    server.fault = () => undefined;
    const { sent } = await tab.syncNow("button");
    assert.equal(sent, 2);
    assert.deepEqual([...server.held.keys()].sort(), ids.map((id) => `${id}/1`).sort());
  });

  test("it asks for nothing that only the volunteer may hear", async () => {
    tab.lockUp();
    await tab.syncNow("button");
    assert.deepEqual(server.asked, []);
  });

  test("decisions that came are read after opening", async () => {
    const [id] = await savePeople(tab, 1);
    await tab.syncNow("button");
    server.decide(id!, 1, "returned", [{ field: "address", code: "unclear", text: "Belum jelas." }]);
    tab.lockUp();
    await tab.syncNow("button");
    assert.equal((await tab.readEntryRow(id!))?.status, "received");
    await tab.tryPin(USER, PIN);
    await tab.syncNow("button");
    assert.deepEqual((await tab.readEntry(id!))?.reasons, [{ field: "address", code: "unclear", text: "Belum jelas." }]);
  });
});

describe("P13 a phone the office revoked", () => {
  test("gives up what it can read, and delivers what it holds into custody", async () => {
    const [id] = await savePeople(tab, 1);
    server.revoked.add(USER);
    server.fault = ({ path }) => (path === "/sealed" ? undefined : Response.json({ status: 401, code: "device_revoked" }, { status: 401 }));
    const report = await tab.syncNow("button");
    assert.equal(report.problem?.code, "signed_out");
    assert.deepEqual(server.quarantined.map((item) => item.id), [id]);
    assert.equal(tab.isOpen(USER), false);
    assert.equal(await tab.readEntry(id!), undefined);
    const row = await tab.readEntryRow(id!);
    assert.deepEqual([row?.state, row?.in_custody], ["sent", true]);
  });
});

describe("P5 a forgotten PIN", () => {
  test("costs a sign-in: old work is delivered, drafts and what came back are read again", async () => {
    const [returned, unsent] = [tab.newId(), tab.newId()];
    await tab.saveRegistration(someone(returned), USER);
    await tab.syncNow("button");
    await tab.saveRegistration(someone(unsent), USER);
    const typed = draft(tab.newId());
    await tab.saveDraft(typed);
    server.decide(returned, 1, "returned");

    await tab.destroyReading(USER);
    assert.equal(await tab.readDraft(typed.id), null);
    server.token = "token-2";
    await world.signIn(tab);
    await tab.choosePin(USER, "975310", ROUNDS);
    await tab.sealToken();
    assert.equal((await tab.syncNow("button")).outcome, "done");

    assert.ok(server.held.has(`${unsent}/1`));
    assert.deepEqual(await tab.readDraft(typed.id), typed);
    assert.equal((await tab.readEntry(returned))?.registration.full_name, "Siti Contoh");
    const corrected = await tab.saveRegistration(someone(returned, { address: "Kp. Baru" }), USER);
    assert.equal(corrected.revision, 2);
  });

  test("with nothing left to open again is over after one sync", async () => {
    await tab.destroyReading(USER);
    server.token = "token-2";
    await world.signIn(tab);
    await tab.choosePin(USER, "975310", ROUNDS);
    await tab.sealToken();
    assert.ok((await tab.readVault(USER))?.reopen);
    await tab.syncNow("button");
    assert.ok(!(await tab.readVault(USER))?.reopen);
  });

  test("the next person at the phone cannot choose a new PIN and read on: the token is gone too", async () => {
    await savePeople(tab, 1);
    await tab.destroyReading(USER);
    assert.equal((await tab.readSession())?.token, undefined);
  });
});

test("another PIN for the same key: everything stays readable, the old PIN opens nothing", async () => {
  const [id] = await savePeople(tab, 1);
  assert.equal(await tab.changePin(USER, "000000", "975310"), false);
  assert.equal(await tab.changePin(USER, PIN, "975310"), true);
  const later = await lockedTab();
  assert.equal(await later.tryPin(USER, PIN), 9);
  assert.equal(await later.tryPin(USER, "975310"), "open");
  assert.equal((await later.readEntry(id!))?.registration.full_name, "Siti Contoh 0");
});

test("A and B take turns at one phone, and neither ever reads the other's", async () => {
  const people = { [USER]: PIN, another: "135791" } as const;
  await world.signIn(tab, "another");
  await tab.choosePin("another", people.another, ROUNDS);
  const saved: Record<string, string[]> = { [USER]: [], another: [] };
  for (let turn = 0; turn < 20; turn++) {
    const [who, other] = turn % 2 ? [USER, "another"] : ["another", USER];
    await world.signIn(tab, who);
    assert.equal(await tab.tryPin(who!, people[who as keyof typeof people]), "open");
    const id = tab.newId();
    await tab.saveRegistration(someone(id), who!);
    saved[who!]!.push(id);
    for (const theirs of saved[other!]!) assert.equal(await tab.readEntry(theirs), undefined);
    tab.lockUp();
  }
  assert.equal((await tab.meet("background")).sent, 20);
  assert.equal(server.held.size, 20);
});

test("what an app without a vault left in the clear is sealed when the PIN is chosen, and delivered as it was", async () => {
  const [a, b] = [tab.newId(), tab.newId()];
  const text = { ...someone(a), revision: 1, device_seq: 1 } as Registration;
  const { digest } = await tab.saveRegistration(someone(b), USER);
  const older = { id: a, revision: 1, user_id: USER, registration: text, digest: "d".repeat(64), state: "unsent", order: -1, saved_at: "2026-11-23T04:00:00Z" };
  await tab.write(["entries", "drafts"], async ({ entries, drafts }) => {
    await entries.put(older as never);
    await drafts.put(draft(`${a}x`) as never);
  });
  await tab.sealOlder(USER);
  assert.ok(!(await everything()).includes("Siti Contoh"));
  assert.deepEqual((await tab.readEntry(a))?.registration, text);
  assert.equal((await tab.readDraft(`${a}x`))?.values.full_name, "Siti Rahasia");
  assert.equal((await tab.readEntryRow(b))?.digest, digest);
});
