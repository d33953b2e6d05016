/** The outbox on its way to the server: sent once, whatever the network does, and let go only by its own answer. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { BatchRequest } from "../../static/src/contract";
import { html, problem, type Asked, type Server } from "./support/server";
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

const states = async (ids: string[], on = tab) => Promise.all(ids.map(async (id) => (await on.readEntry(id))?.state));
const batchIds = () => server.puts().map(({ path }) => path.split("/")[2]);
const isPut = ({ method }: Asked) => method === "PUT";
const deposits = () => server.asked.filter(({ path }) => path === "/sealed").map(({ text }) => (JSON.parse(text) as { items: { id: string }[] }).items);
const only = (fault: Server["fault"]): Server["fault"] => (asked) => (isPut(asked) ? fault(asked) : undefined);
const sentIn = ({ text }: Asked) => (JSON.parse(text) as BatchRequest).registrations.map(({ id }) => id);

describe("a good day", () => {
  test("what was saved is sent, once, and counted as sent", async () => {
    const ids = await savePeople(tab, 3);
    const report = await tab.syncNow("button");
    assert.deepEqual({ outcome: report.outcome, sent: report.sent }, { outcome: "done", sent: 3 });
    assert.deepEqual(await states(ids), ["sent", "sent", "sent"]);
    assert.deepEqual(await tab.waitingBatches(USER), []);
    await tab.syncNow("button");
    assert.equal(server.puts().length, 1);
    assert.equal(server.held.size, 3);
  });

  test("the body is compressed, oldest first, and says which app made it", async () => {
    const ids = await savePeople(tab, 3);
    await tab.syncNow("button");
    const [put] = server.puts();
    const body = JSON.parse(put!.text) as BatchRequest;
    assert.deepEqual(sentIn(put!), ids);
    assert.equal(body.app_version, "0.0.0+test");
    assert.equal(body.schema_version, 1);
    assert.equal(body.device_seq, 4);
    assert.ok(put!.bytes < put!.text.length);
    assert.equal((await tab.readTimes())?.bytes_sent[new Date().toISOString().slice(0, 7)], put!.bytes);
  });

  test("a day's 40 go in one request of less than 6 kB", async () => {
    const one = <T>(list: readonly T[], i: number) => list[i % list.length]!;
    for (let i = 0; i < 40; i++) {
      const birth_date = `19${60 + ((i * 7) % 40)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + ((i * 5) % 28)).padStart(2, "0")}`;
      const nik = `32160${1 + (i % 9)}${birth_date.slice(8)}${birth_date.slice(5, 7)}${birth_date.slice(2, 4)}${1000 + ((i * 7919) % 9000)}`;
      const text = {
        birth_date,
        nik,
        full_name: `${one(["Asep", "Cartam", "Darsono", "Euis", "Imas", "Jumadi", "Kosim"], i * 3)} ${one(["Bahrudin", "Mulyadi", "Parta", "Rusdiana", "Tarmin"], i)}`,
        phone: `0812${(i * 104_729) % 100_000_000}`,
        address: `Kp. ${one(["Kelapa", "Duren", "Rawa Bambu", "Pulo"], i)} ${(i * 37) % 400}`,
        rt: `${1 + (i % 9)}`,
        rw: `${1 + (i % 5)}`,
        captured_at: new Date(Date.parse("2026-11-23T01:00:00Z") + i * 700_003).toISOString(),
        duration_s: 120 + ((i * 53) % 400),
      };
      await tab.saveRegistration(someone(tab.newId(), text), USER);
    }
    await tab.syncNow("button");
    assert.equal(server.puts().length, 1);
    assert.ok(server.puts()[0]!.bytes < 6_000, `${server.puts()[0]!.bytes} bytes`);
  });

  test("450 are sent in batches of at most 200", async () => {
    const ids = await savePeople(tab, 450);
    assert.equal((await tab.syncNow("button")).sent, 450);
    assert.deepEqual(server.puts().map((put) => sentIn(put).length), [200, 200, 50]);
    assert.ok((await states(ids)).every((state) => state === "sent"));
  });

  test("long texts make smaller batches, under the server's limit of bytes", async () => {
    const note = "x".repeat(600_000);
    for (let i = 0; i < 3; i++) await tab.saveRegistration(someone(tab.newId(), { note }), USER);
    assert.equal((await tab.syncNow("button")).sent, 3);
    assert.deepEqual(server.puts().map((put) => sentIn(put).length), [2, 1]);
  });

  test("visits travel with the registrations", async () => {
    await savePeople(tab, 1);
    await tab.saveVisit({ id: tab.newId(), visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "absent", obstacles: [] }, USER);
    assert.equal((await tab.syncNow("button")).sent, 2);
    assert.equal((await tab.listVisits({ userId: USER, limit: 1 }))[0]?.state, "sent");
  });

  test("tercadang follows the server's word, not the sending", async () => {
    await savePeople(tab, 2);
    await tab.syncNow("button");
    assert.equal((await tab.counts(USER)).backed_up, 0);
    server.watermark = new Date(server.now + 60_000).toISOString();
    await savePeople(tab, 1);
    server.now += 120_000;
    await tab.syncNow("button");
    const { unsent, sent, backed_up } = await tab.counts(USER);
    assert.deepEqual({ unsent, sent, backed_up }, { unsent: 0, sent: 3, backed_up: 2 });
    assert.equal((await tab.listEntries({ userId: USER, list: "backed_up", limit: 10 })).length, 2);
  });
});

describe("the answer is lost", () => {
  test("the same batch with the same content is sent again", async () => {
    const ids = await savePeople(tab, 2);
    server.fault = only(() => "lose the answer");
    assert.equal((await tab.syncNow("button")).problem?.code, "offline");
    assert.deepEqual(await states(ids), ["unsent", "unsent"]);
    server.fault = () => undefined;
    assert.equal((await tab.syncNow("button")).sent, 2);
    const [first, second] = server.puts();
    assert.equal(first?.path, second?.path);
    assert.equal(first?.text, second?.text);
    assert.equal(server.held.size, 2);
  });

  test("killed between closing the batch and its answer: the next start sends that very batch", async () => {
    const ids = await savePeople(tab, 2);
    const sending = new Promise<void>((resolve) => {
      server.fault = only(() => {
        resolve();
        return "never answer";
      });
    });
    void tab.syncNow("button");
    await sending;
    const later = await world.crash();
    assert.equal((await later.syncNow("start")).sent, 2);
    assert.equal(new Set(batchIds()).size, 1);
    assert.deepEqual(await states(ids, later), ["sent", "sent"]);
  });

  test("what is saved meanwhile waits for its own batch", async () => {
    await savePeople(tab, 1);
    server.fault = only(() => "lose the answer");
    await tab.syncNow("button");
    const [newer] = await savePeople(tab, 1);
    server.fault = () => undefined;
    await tab.syncNow("button");
    assert.deepEqual(server.puts().map((put) => sentIn(put).length), [1, 1, 1]);
    assert.deepEqual(sentIn(server.puts()[2]!), [newer]);
  });

  test("corrected meanwhile: the old text keeps its batch, the new one follows, both arrive", async () => {
    const id = tab.newId();
    await tab.saveRegistration(someone(id), USER);
    server.fault = only(() => "lose the request");
    await tab.syncNow("button");
    await tab.saveRegistration(someone(id, { full_name: "Siti Betul" }), USER);
    server.fault = () => undefined;
    assert.equal((await tab.syncNow("button")).sent, 2);
    assert.deepEqual([...server.held.keys()], [`${id}/1`, `${id}/2`]);
    assert.equal((await tab.readRevisions(id))[0]?.state, "sent");
    assert.equal((await tab.readEntry(id))?.state, "sent");
  });
});

describe("a line that breaks all the time", () => {
  test("makes batches smaller until they get through, and larger again afterwards", async () => {
    await savePeople(tab, 120);
    server.fault = only((asked) => (sentIn(asked).length > 20 ? "lose the request" : undefined));
    for (let i = 0; i < 4; i++) assert.equal((await tab.syncNow("button")).problem?.code, "offline");
    server.fault = () => undefined;
    assert.equal((await tab.syncNow("button")).sent, 120);
    assert.equal(server.held.size, 120);
    assert.deepEqual(await tab.waitingBatches(USER), []);
    await savePeople(tab, 150);
    server.asked.length = 0;
    await tab.syncNow("button");
    assert.deepEqual(server.puts().map((put) => sentIn(put).length), [150]);
  });

  test("counts each item once, though the answer of the large batch was what got lost", async () => {
    await savePeople(tab, 60);
    server.fault = only((asked) => (sentIn(asked).length > 15 ? "lose the answer" : undefined));
    for (let i = 0; i < 6; i++) await tab.syncNow("button");
    assert.equal(server.held.size, 60);
    assert.equal((await tab.counts(USER)).unsent, 0);
  });
});

describe("each item has its own answer", () => {
  test("one bad item does not hold up the others, and says what is wrong with it", async () => {
    const ids = await savePeople(tab, 200);
    const bad = ids[100]!;
    server.judge = ({ id }) => (id === bad ? { outcome: "invalid", errors: { nik: ["NIK harus 16 angka."] } } : undefined);
    const { sent, invalid } = await tab.syncNow("button");
    assert.deepEqual({ sent, invalid }, { sent: 199, invalid: 1 });
    const entry = await tab.readEntry(bad);
    assert.equal(entry?.state, "invalid");
    assert.deepEqual(entry?.errors, { nik: ["NIK harus 16 angka."] });
    const { unsent, attention } = await tab.counts(USER);
    assert.deepEqual({ unsent, attention }, { unsent: 1, attention: 1 });
    await tab.syncNow("button");
    assert.equal(server.puts().length, 1);
  });

  test("an invalid one is corrected under the same id and then sent", async () => {
    const [id] = await savePeople(tab, 1);
    server.judge = ({ id: one }) => (one === id ? { outcome: "invalid", errors: {} } : undefined);
    await tab.syncNow("button");
    server.judge = () => undefined;
    const entry = await tab.saveRegistration(someone(id!, { nik: "3216090101900002" }), USER);
    assert.deepEqual([entry.revision, entry.state, entry.errors], [2, "unsent", undefined]);
    assert.equal((await tab.syncNow("button")).sent, 1);
    assert.deepEqual([...server.held.keys()], [`${id}/2`]);
  });

  test("a conflict is kept and shown, not sent again and again", async () => {
    const [id] = await savePeople(tab, 1);
    server.judge = () => ({ outcome: "conflict" });
    assert.equal((await tab.syncNow("button")).conflicts, 1);
    await tab.syncNow("button");
    assert.equal(server.puts().length, 1);
    assert.equal((await tab.readEntry(id!))?.state, "conflict");
    assert.equal((await tab.listEntries({ userId: USER, list: "attention", limit: 10 })).length, 1);
    server.judge = () => undefined;
    const { registration } = (await tab.readEntry(id!))!;
    assert.equal((await tab.saveRegistration(registration, USER)).revision, 2);
    assert.equal((await tab.syncNow("button")).sent, 1);
  });

  for (const outcome of ["retry_later", "later_perhaps", "", undefined]) {
    test(`the outcome ${JSON.stringify(outcome)} keeps the item, to be offered next time in a new batch`, async () => {
      const ids = await savePeople(tab, 2);
      server.judge = ({ id }) => (id === ids[0] ? ({ outcome: outcome ?? "x" } as { outcome: string }) : undefined);
      if (outcome === undefined) {
        server.fault = only((asked) => {
          const facts = { server_time: "2026-11-23T05:00:00Z", server_epoch: "epoch-1", backup_watermark: null };
          const results = [{ id: ids[1], kind: "registration", outcome: "stored" }];
          return Response.json({ batch_id: asked.path.split("/")[2], replayed: false, results, ...facts });
        });
      }
      const { sent, kept } = await tab.syncNow("button");
      assert.deepEqual({ sent, kept }, { sent: 1, kept: 1 });
      assert.deepEqual(await states(ids), ["unsent", "sent"]);
      assert.equal(server.puts().length, 1);
      server.judge = () => undefined;
      server.fault = () => undefined;
      assert.equal((await tab.syncNow("button")).sent, 1);
      assert.notEqual(batchIds()[0], batchIds()[1]);
    });
  }

  test("an answer about another revision is not about this one", async () => {
    const [id] = await savePeople(tab, 1);
    server.judge = () => ({ outcome: "conflict", revision: 7 });
    assert.equal((await tab.syncNow("button")).kept, 1);
    assert.equal((await tab.readEntry(id!))?.state, "unsent");
  });

  test("a possible double is told with the stored item", async () => {
    const [id] = await savePeople(tab, 1);
    server.judge = () => ({ outcome: "stored", matches: [{ code: "same_nik_worker" }] });
    assert.equal((await tab.syncNow("button")).sent, 1);
    assert.deepEqual((await tab.readEntry(id!))?.matches, [{ code: "same_nik_worker" }]);
  });
});

describe("an answer is believed only when it adds up", () => {
  test("a short answer whose count is wrong is asked for again in full", async () => {
    const ids = await savePeople(tab, 3);
    server.garbled = true;
    assert.equal((await tab.syncNow("button")).sent, 3);
    assert.deepEqual(server.puts().map(({ headers }) => headers.get("Prefer")), ["return=minimal", null]);
    assert.equal(new Set(batchIds()).size, 1);
    assert.deepEqual(await states(ids), ["sent", "sent", "sent"]);
  });

  test("a short answer whose checksum is of other items is not believed", async () => {
    const ids = await savePeople(tab, 2);
    const facts = { server_time: "2026-11-23T05:00:00Z", server_epoch: "epoch-1", backup_watermark: null };
    server.fault = only(({ path, headers }) =>
      headers.get("Prefer")
        ? Response.json({ batch_id: path.split("/")[2], replayed: false, results: [], stored: { count: 2, sha256: "0".repeat(64) }, ...facts })
        : "lose the request",
    );
    assert.equal((await tab.syncNow("button")).outcome, "stopped");
    assert.deepEqual(await states(ids), ["unsent", "unsent"]);
  });

  for (const [what, answer] of Object.entries({
    "a hotel's sign-in page": () => html(),
    "a redirect to one": () => new Response(null, { status: 302, headers: { Location: "https://wifi.example/" } }),
    "half of an answer": () => new Response('{"batch_id":"', { headers: { "Content-Type": "application/json" } }),
    "JSON of somebody else": () => Response.json({ ok: true }),
    "null": () => Response.json(null),
    "an answer to another batch": () => Response.json({ batch_id: "x", replayed: false, results: [], server_time: "2026-11-23T05:00:00Z", server_epoch: "e", backup_watermark: null }),
    "a 401 page of a proxy": () => html(401),
    "a 413 page of a proxy": () => html(413),
  })) {
    test(`${what} is not the server: all is kept`, async () => {
      const ids = await savePeople(tab, 1);
      server.fault = only(answer);
      assert.deepEqual((await tab.syncNow("button")).problem, { code: "not_the_server" });
      assert.deepEqual(await states(ids), ["unsent"]);
      assert.equal((await tab.readSession())?.expired, undefined);
      server.fault = () => undefined;
      assert.equal((await tab.syncNow("button")).sent, 1);
    });
  }

  test("what was written for the server is never carried on to where somebody else points", async () => {
    await savePeople(tab, 1);
    await tab.syncNow("button");
    assert.ok(server.asked.every(({ redirect }) => redirect === "manual"));
  });

  test("an answer that breaks off while it is read is no answer", async () => {
    const ids = await savePeople(tab, 1);
    server.fault = only(() => {
      const torn = new ReadableStream({ start: (controller) => controller.error(new TypeError("reset")) });
      return new Response(torn, { headers: { "Content-Type": "application/json" } });
    });
    assert.deepEqual((await tab.syncNow("button")).problem, { code: "offline" });
    assert.deepEqual(await states(ids), ["unsent"]);
  });
});

describe("the server asks to wait, or refuses", () => {
  test("503 and 429 keep everything and say for how long", async () => {
    const ids = await savePeople(tab, 1);
    for (const status of [503, 429]) {
      server.fault = only(() => problem(status, "later", {}, { "Retry-After": "30" }));
      assert.deepEqual((await tab.syncNow("button")).problem, { code: "busy", retry_after: 30 });
    }
    assert.deepEqual(await states(ids), ["unsent"]);
    assert.equal(new Set(batchIds()).size, 1);
  });

  test("a dead token says so, and what is left goes sealed, under the same batch's items", async () => {
    await savePeople(tab, 250);
    let puts = 0;
    server.fault = only(() => (++puts === 2 ? problem(401, "unauthenticated") : undefined));
    const report = await tab.syncNow("button");
    assert.equal(report.problem?.code, "signed_out");
    assert.equal(report.sent, 250);
    assert.equal((await tab.readSession())?.expired, true);
    assert.deepEqual(deposits().map(({ length }) => length), [50]);
    assert.equal(server.held.size, 250);
    const asked = server.asked.length;
    assert.equal((await tab.syncNow("button")).problem?.code, "signed_out");
    assert.equal(server.asked.length, asked);
  });

  test("P5 signed out: what waits is delivered sealed, and nobody needs to sign in for it", async () => {
    const [id] = await savePeople(tab, 1);
    await tab.endSession();
    tab.lockUp();
    assert.equal((await tab.syncNow("button")).sent, 1);
    assert.ok(server.held.has(`${id}/1`));
    assert.equal((await tab.counts(USER)).unsent, 0);
  });

  test("P5 another volunteer on the same phone delivers what waits, and can read none of it", async () => {
    const [id] = await savePeople(tab, 1);
    await world.signIn(tab, "another");
    await tab.choosePin("another", "135791", 1);
    assert.equal((await tab.syncNow("button")).sent, 1);
    assert.deepEqual(deposits().map((items) => items.map((item) => item.id)), [[id]]);
    assert.equal(await tab.readEntry(id!), undefined);
    assert.deepEqual(await tab.listEntries({ userId: "another", limit: 5 }), []);
  });

  test("409: the same items are closed again under a new name", async () => {
    await savePeople(tab, 2);
    server.fault = only(() => (server.puts().length === 1 ? problem(409, "same_id_other_content") : undefined));
    const report = await tab.syncNow("button");
    assert.deepEqual([report.outcome, report.sent], ["done", 2]);
    assert.equal(new Set(batchIds()).size, 2);
    assert.deepEqual(await tab.waitingBatches(USER), []);
  });

  test("413: halved until it fits, and one that never fits is shown", async () => {
    const ids = await savePeople(tab, 8);
    server.fault = only((asked) => (sentIn(asked).length > 2 || sentIn(asked).includes(ids[3]!) ? problem(413, "too_large", { detail: "Terlalu besar." }) : undefined));
    const { sent, invalid, outcome } = await tab.syncNow("button");
    assert.deepEqual({ sent, invalid, outcome }, { sent: 7, invalid: 1, outcome: "done" });
    assert.deepEqual((await tab.readEntry(ids[3]!))?.errors, { "": ["Terlalu besar."] });
  });

  for (const status of [400, 422]) {
    test(`${status} for a whole batch: the one it was about is found, the others arrive`, async () => {
      const ids = await savePeople(tab, 200);
      const bad = ids[0]!;
      server.fault = only((asked) => (sentIn(asked).includes(bad) ? problem(status, "invalid") : undefined));
      const { sent, invalid } = await tab.syncNow("button");
      assert.deepEqual({ sent, invalid }, { sent: 199, invalid: 1 });
      assert.equal((await tab.readEntry(bad))?.state, "invalid");
    });
  }

  test("a server that refuses everything is not asked for ever, and nothing is given up", async () => {
    await savePeople(tab, 200);
    server.fault = only(() => problem(422, "invalid"));
    const { problem: said, sent } = await tab.syncNow("button");
    assert.equal(said?.code, "refused");
    assert.equal(sent, 0);
    assert.equal(server.puts().length, 12);
    assert.equal((await tab.counts(USER)).unsent, 200);
    assert.equal((await tab.counts(USER)).attention, 0);
    server.fault = () => undefined;
    assert.equal((await tab.syncNow("button")).sent, 200);
  });

  test("a batch the server stumbles over is not in the way of the next, and is halved in the end", async () => {
    const ids = await savePeople(tab, 201);
    const bad = ids[0]!;
    server.fault = only((asked) => (sentIn(asked).includes(bad) ? problem(500, "internal") : undefined));
    const first = await tab.syncNow("button");
    assert.deepEqual([first.problem?.code, first.sent], ["server_error", 1]);
    for (let i = 0; i < 12; i++) await tab.syncNow("timer");
    assert.deepEqual((await states(ids)).filter((state) => state !== "sent"), ["unsent"]);
    server.fault = () => undefined;
    assert.equal((await tab.syncNow("button")).sent, 1);
  });

  test("403 keeps everything and passes on the server's words", async () => {
    const ids = await savePeople(tab, 1);
    server.fault = only(() => problem(403, "forbidden", { detail: "Bukan relawan." }));
    assert.deepEqual((await tab.syncNow("button")).problem, { code: "refused", detail: "Bukan relawan." });
    assert.deepEqual(await states(ids), ["unsent"]);
  });
});

describe("one at a time", () => {
  test("two tabs and the worker at once: one goes, the others step aside", async () => {
    await savePeople(tab, 3);
    const other = await world.unlocked();
    const reports = await Promise.all([
      tab.syncNow("online"),
      other.syncNow("online"),
      other.meet("background"),
    ]);
    assert.deepEqual(reports.map(({ outcome }) => outcome).sort(), ["busy", "busy", "done"]);
    assert.equal(server.puts().length, 1);
  });

  test("who presses the button while the worker is at it gets a turn of their own", async () => {
    await savePeople(tab, 3);
    const [worker, pressed] = await Promise.all([tab.meet("background"), tab.syncNow("button")]);
    assert.deepEqual([worker, pressed].map(({ outcome }) => outcome), ["done", "done"]);
    assert.equal((await tab.counts(USER)).sent, 3);
  });

  test("the worker sends with the page closed, and leaves a refused batch to the page", async () => {
    const ids = await savePeople(tab, 2);
    const worker = await world.tab();
    const wake = () => worker.meet("background");
    server.fault = ({ path }) => (path === "/sealed" ? problem(422, "invalid") : undefined);
    assert.equal((await wake()).problem?.code, "refused");
    assert.deepEqual(await states(ids), ["unsent", "unsent"]);
    server.fault = () => undefined;
    assert.equal((await wake()).sent, 2);
    assert.deepEqual(await states(ids), ["sent", "sent"]);
    assert.equal(server.asked.filter(({ method }) => method === "GET").length, 0);
  });

  test("a phone that says it has no network is believed, except by the button", async () => {
    await savePeople(tab, 1);
    world.network.onLine = false;
    assert.equal((await tab.syncNow("timer")).problem?.code, "offline");
    assert.equal(server.asked.length, 0);
    assert.equal((await tab.syncNow("button")).sent, 1);
  });

  test("a phone whose disk fails says so and keeps what it has", async () => {
    const ids = await savePeople(tab, 1);
    const failing = mock.method(IDBObjectStore.prototype, "put", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    assert.equal((await tab.syncNow("button")).problem?.code, "storage");
    failing.mock.restore();
    assert.deepEqual(await states(ids), ["unsent"]);
    assert.equal((await tab.syncNow("button")).sent, 1);
  });
});
