/** When the phone tries: at once when there is hope, ever more patiently when there is none. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { SyncStatus } from "../../static/src/contract";
import { nextDelay } from "../../static/src/sync/backoff";
import { problem, type Server } from "./support/server";
import { savePeople, World, type Tab } from "./support/world";

describe("waiting", () => {
  test("doubles with each failure, up to a quarter of an hour, and half of it is chance", () => {
    assert.deepEqual([1, 2, 3, 6, 7, 50].map((failures) => nextDelay(failures, 0, () => 0)), [15, 30, 60, 480, 900, 900]);
    assert.deepEqual([1, 7].map((failures) => nextDelay(failures, 0, () => 1)), [7.5, 450]);
  });

  test("is never shorter than the server asked for", () => {
    assert.equal(nextDelay(1, 120), 120);
    assert.equal(nextDelay(7, 120, () => 0), 900);
  });
});

describe("the page's own rhythm", () => {
  let world: World;
  let server: Server;
  let tab: Tab;
  let stop: () => void;

  beforeEach(async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    ({ world, server, tab } = await World.open());
  });

  afterEach(() => {
    stop();
    world.close();
    mock.timers.reset();
    mock.restoreAll();
  });

  /** The next status in which a run is over and the next one is planned. */
  const settled = () =>
    new Promise<SyncStatus>((resolve) => {
      const unsubscribe = tab.onStoreChange((change) => {
        if (change.about !== "sync" || change.status.phase !== "idle" || !change.status.next_try_at) return;
        unsubscribe();
        resolve(change.status);
      });
    });

  const start = () => {
    const done = settled();
    stop = tab.startAutoSync();
    return done;
  };

  const secondsTo = (moment: string | undefined) => (Date.parse(moment ?? "") - Date.now()) / 1000;

  test("what waits is sent when the app starts", async () => {
    await savePeople(tab, 1);
    const status = await start();
    assert.equal(server.held.size, 1);
    assert.equal(status.problem, undefined);
    assert.ok(status.last_success_at);
    assert.ok(secondsTo(status.next_try_at) > 800);
  });

  test("what is saved is sent at once", async () => {
    await start();
    const done = settled();
    await savePeople(tab, 1);
    await done;
    assert.equal(server.held.size, 1);
  });

  test("the network comes back, and the outbox goes", async () => {
    world.network.onLine = false;
    await savePeople(tab, 1);
    assert.equal((await start()).problem?.code, "offline");
    assert.equal(server.asked.length, 0);
    world.network.onLine = true;
    const done = settled();
    world.events.dispatchEvent(new Event("online"));
    await done;
    assert.equal(server.held.size, 1);
  });

  test("the app is looked at again, and asks what is new", async () => {
    await start();
    const asked = server.asked.length;
    (globalThis as { document?: object }).document = { visibilityState: "visible" };
    const done = settled();
    world.events.dispatchEvent(new Event("visibilitychange"));
    await done;
    delete (globalThis as { document?: object }).document;
    assert.ok(server.asked.length > asked);
  });

  test("the timer tries again after a failure, when the server asked for it", async () => {
    await savePeople(tab, 1);
    server.fault = () => problem(503, "later", {}, { "Retry-After": "90" });
    const status = await start();
    assert.deepEqual(status.problem, { code: "busy", retry_after: 90 });
    assert.ok(secondsTo(status.next_try_at) > 80 && secondsTo(status.next_try_at) <= 90);
    server.fault = () => undefined;
    const done = settled();
    mock.timers.tick(90_000);
    assert.equal((await done).problem, undefined);
    assert.equal(server.held.size, 1);
  });

  test("the worker is asked to be woken when something waits", async () => {
    const tags: string[] = [];
    const woken = new Promise<void>((resolve) => {
      const sync = { register: async (tag: string) => void (tags.push(tag), resolve()) };
      Object.assign(world.network, { serviceWorker: { getRegistration: async () => ({ sync }) } });
    });
    await start();
    const done = settled();
    await savePeople(tab, 1);
    await Promise.all([woken, done]);
    assert.deepEqual(tags, ["outbox"]);
  });

  test("signed out, it still delivers, and hears of decisions after the next sign-in", async () => {
    await savePeople(tab, 1);
    server.token = "token-2";
    const refused = new Promise<void>((resolve) => 
      tab.onStoreChange((change) => change.about === "sync" && change.status.problem?.code === "signed_out" && resolve()),
    );
    stop = tab.startAutoSync();
    await refused;
    // Sealed work needs no token; the office's word does.
    assert.equal(server.held.size, 1);
    const done = settled();
    await world.signIn(tab);
    assert.equal((await done).problem, undefined);
  });

  test("another tab's run is seen here", async () => {
    await start();
    const other = await world.tab();
    await savePeople(tab, 0);
    const seen = settled();
    other.setStatus({ phase: "idle", sent: 7, next_try_at: "2026-11-23T06:00:00Z" });
    assert.equal((await seen).sent, 7);
    assert.equal(tab.syncStatus().sent, 7);
  });

  test("after a restart the last success is still known", async () => {
    const { last_success_at } = await start();
    stop();
    const later = await world.crash();
    stop = await later.followStatus();
    assert.equal(later.syncStatus().last_success_at, last_success_at);
  });
});
