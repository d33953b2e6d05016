/**
 * Storage full at every write, and the phone dead at every write: whatever the app was doing, nothing is half
 * written, the trouble is told, and once there is room or the phone is on again, all of it arrives once.
 */

import assert from "node:assert/strict";
import { afterEach, describe, mock, test } from "node:test";

import type { Draft, SyncReport } from "../../static/src/contract";
import { Disk, type Trouble } from "./support/disk";
import { problem, type Server } from "./support/server";
import { PIN, ROUNDS, savePeople, someone, USER, World, type Tab } from "./support/world";

/** Each write meets each trouble in one of its two ways, or with FAULTS=long in both. */
const LONG = process.env["FAULTS"] === "long";
const TROUBLES: Record<string, Trouble[]> = { full: ["full at a row", "full at the end"], dead: ["dead before", "dead after"] };

const OTHER_PIN = "975310";
const DAY_MS = 86_400_000;
const VISIT = { visited_at: "2026-11-23T04:00:00Z", village_code: "32.16.09.2001", result: "interested" as const, obstacles: [], follow_up_on: "2026-12-01" };

interface Scene {
  world: World;
  server: Server;
  tab: Tab;
  /** Registrations the volunteer was told are saved, and what must be at the office in the end. */
  saved: string[];
  /** A form in the making. */
  draft: Draft;
}

interface Doing {
  before?: (scene: Scene) => Promise<unknown>;
  /** Done again after the trouble. */
  act: (scene: Scene) => Promise<unknown>;
}

const sync = ({ tab }: Scene) => tab.syncNow("button");
const locked = ({ tab }: Scene) => tab.meet("background");

/** Everything in which the app writes. */
const DOINGS: Record<string, Doing> = {
  "a draft is kept": { act: ({ tab, draft }) => tab.saveDraft({ ...draft, step: 4 }) },
  "a draft is thrown away": {
    before: ({ tab, draft }) => tab.saveDraft({ ...draft, id: "another" }),
    act: ({ tab }) => tab.removeDraft("another"),
  },
  "a registration is saved": { act: (scene) => save(scene, "0193a000-0000-7000-8000-000000000001") },
  "a correction is saved": {
    before: (scene) => sync(scene),
    act: ({ tab, saved }) => tab.saveRegistration(someone(saved[0]!, { rt: "009" }), USER),
  },
  "a visit is saved": { act: ({ tab }) => tab.saveVisit({ ...VISIT, id: "0193a000-0000-7000-8000-000000000002" }, USER) },
  "a second visit is ticked off": {
    before: ({ tab }) => tab.saveVisit({ ...VISIT, id: "0193a000-0000-7000-8000-000000000002" }, USER),
    act: ({ tab }) => tab.settleFollowUp("0193a000-0000-7000-8000-000000000002"),
  },
  "all is sent": { act: sync },
  "all is sent in boxes": { act: locked },
  "the answer is lost on a bad line": {
    before: async (scene) => {
      scene.server.fault = ({ method }) => (method === "PUT" ? "lose the answer" : undefined);
      await sync(scene);
    },
    act: sync,
  },
  "the line breaks": {
    before: async ({ tab, server, saved }) => {
      server.fault = ({ method }) => (method === "PUT" ? "lose the request" : undefined);
      saved.push(...(await savePeople(tab, 9)));
      await tab.write(["state"], ({ state }) => state.put(12, "pace"));
    },
    act: sync,
  },
  "the server stumbles over one": {
    before: async (scene) => {
      scene.server.fault = ({ method }) => (method === "PUT" ? problem(500, "internal") : undefined);
      await sync(scene);
      await sync(scene);
    },
    act: sync,
  },
  "the office refuses one and keeps another": {
    before: async ({ server, saved }) => {
      server.judge = ({ id }) => (id === saved[0] ? { outcome: "invalid", errors: {} } : id === saved[1] ? { outcome: "later" } : undefined);
    },
    act: sync,
  },
  "the batch's name is taken": {
    before: async ({ server }) => {
      let puts = 0;
      server.fault = ({ method }) => (method === "PUT" && !puts++ ? problem(409, "same_id_other_content") : undefined);
    },
    act: sync,
  },
  "the office has news": {
    before: async (scene) => {
      await sync(scene);
      const [id, other] = scene.saved as [string, string];
      scene.server.decide(id, 1, "returned", [{ field: "rt", code: "x", text: "RT?" }]);
      scene.server.decide(other, 1, "approved");
      scene.server.changes.push({ kind: "quota", id: "q", period: "2026-11", target: 50, approved: 1, waiting: 0, returned: 1, rejected: 0, expected_by_today: 30 } as never);
      scene.server.reference = { version: "v2", villages: [] };
      scene.server.changes.push({ kind: "reference", id: "r", version: "v2" } as never);
      await scene.tab.patchFeed(USER, { reference_asked_at: "2026-01-01T00:00:00Z" });
    },
    act: sync,
  },
  "a text of another phone is fetched": {
    before: async ({ server }) => {
      const id = "0193a000-0000-7000-8000-000000000003";
      const content = { ...someone(id), revision: 1, device_seq: 1 };
      server.held.set(`${id}/1`, { digest: "", content });
      server.decide(id, 1, "returned");
    },
    act: sync,
  },
  "the office was restored from an older copy": {
    before: async (scene) => {
      await sync(scene);
      scene.server.restore();
    },
    act: sync,
  },
  "carried work is taken in and sent": {
    act: async (scene) => {
      const { tab } = scene;
      await tab.keepCarried(await tab.unsafeItems());
      return sync(scene);
    },
  },
  "the PIN was forgotten": {
    before: ({ tab }) => tab.destroyReading(USER),
    act: async (scene) => {
      const { tab, world, server } = scene;
      server.token = "token-2";
      await world.signIn(tab);
      await tab.choosePin(USER, OTHER_PIN, ROUNDS);
      await tab.sealToken();
      return sync(scene);
    },
  },
  "the PIN is changed": { act: ({ tab }) => tab.changePin(USER, PIN, OTHER_PIN).then((done) => done || tab.changePin(USER, OTHER_PIN, PIN)) },
  "a wrong PIN is tried": { act: ({ tab }) => tab.tryPin(USER, "000000") },
  "the office revokes the phone": {
    before: async ({ server }) => {
      server.fault = ({ path }) => (path === "/sealed" ? undefined : Response.json({ status: 401, code: "device_revoked" }, { status: 401 }));
    },
    act: sync,
  },
  "the volunteer signs out": {
    act: async (scene) => {
      await scene.tab.endSession();
      return sync(scene);
    },
  },
  "what the office is done with is let go": {
    before: async (scene) => {
      const { server, saved } = scene;
      await sync(scene);
      for (const id of saved) server.decide(id, 1, "approved");
      server.watermark = new Date(server.now + 31 * DAY_MS).toISOString();
      await sync(scene);
    },
    act: ({ tab }) => tab.compareNow(),
  },
};

let world: World | undefined;

afterEach(() => {
  mock.restoreAll();
  world?.close();
});

for (const [what, doing] of Object.entries(DOINGS)) {
  describe(what, () => {
    for (const [trouble, ways] of Object.entries(TROUBLES)) {
      test(`the phone is ${trouble} at each of its writes`, async () => {
        const { writes } = await undisturbed(doing);
        assert.ok(writes > 0);
        for (let at = 1; at <= writes; at++) {
          for (const way of LONG ? ways : [ways[at % 2]!]) await survive(doing, at, way);
        }
      });
    }

    test("the ballast pays for each of its writes, and the volunteer hears the same", async () => {
      const { writes, told } = await undisturbed(doing);
      for (let at = 1; at <= writes; at++) {
        const scene = await begin(doing);
        await scene.tab.write(["ballast", "state"], ({ ballast, state }) => Promise.all([ballast.put(new Uint8Array(1), "current"), state.put(true, "ballast")]));
        const disk = new Disk(at, "full at the end");
        assert.deepEqual(heard(await doing.act(scene)), told, `write ${at}`);
        assert.ok(disk.struck);
        mock.restoreAll();
        await consistent(scene, at);
        scene.world.close();
      }
    });
  });
}

/** How it goes with room and a charged battery. */
async function undisturbed(doing: Doing) {
  const scene = await begin(doing);
  const disk = new Disk(0);
  const told = heard(await doing.act(scene));
  mock.restoreAll();
  scene.world.close();
  return { writes: disk.writes, told };
}

/** What a report counts. */
function heard(answer: unknown): unknown {
  const { outcome, sent, invalid, conflicts, kept } = (answer ?? {}) as Partial<SyncReport>;
  return outcome && { outcome, sent, invalid, conflicts, kept };
}

async function begin({ before }: Doing): Promise<Scene> {
  const opened = await World.open();
  world = opened.world;
  const { tab } = opened;
  const draft: Draft = { id: "0193a000-0000-7000-8000-00000000000d", user_id: USER, step: 2, values: { full_name: "Siti Setengah" }, confirmations: [], started_at: VISIT.visited_at, updated_at: VISIT.visited_at };
  const scene: Scene = { ...opened, saved: await savePeople(tab, 3), draft };
  await tab.saveDraft(draft);
  await before?.(scene);
  return scene;
}

async function survive(doing: Doing, at: number, trouble: Trouble): Promise<void> {
  const scene = await begin(doing);
  const { server, saved } = scene;
  const disk = new Disk(at, trouble);
  const end = await Promise.race([disk.death, doing.act(scene).then(isTold, (error: Error) => error.name === "QuotaExceededError")]);
  assert.ok(end || !disk.struck, `write ${at}: nobody was told`);
  mock.restoreAll();
  if (end === "dead") scene.tab = await scene.world.crash();
  await consistent(scene, at);

  // There is room again, or the phone is on again, and the office is well.
  Object.assign(server, { fault: () => undefined, judge: () => undefined });
  await doing.act(scene);
  await consistent(scene, at);
  const { tab } = scene;
  server.token = "token-3";
  await scene.world.signIn(tab);
  if ((await tab.readVault(USER))?.lock) assert.ok((await opened(tab)), `write ${at}: the PIN is lost`);
  else await tab.choosePin(USER, PIN, ROUNDS);
  await tab.sealToken();
  for (const id of saved) {
    const row = await tab.readEntryRow(id);
    // Refused by the office meanwhile: the volunteer saves it anew.
    if (row?.state === "invalid") await tab.saveRegistration(someone(id, { rt: "001" }), USER);
  }
  assert.equal((await tab.syncNow("button")).problem, undefined, `write ${at}`);
  await delivered(scene, at);
  scene.world.close();
}

const opened = async (tab: Tab) => (await tab.tryPin(USER, PIN)) === "open" || (await tab.tryPin(USER, OTHER_PIN)) === "open";

/** A report says that it did not work; everything else has to throw. */
const isTold = (answer: unknown) => (answer as SyncReport | undefined)?.outcome === "stopped";

async function save(scene: Scene, id: string): Promise<void> {
  await scene.tab.saveRegistration(someone(id), USER);
  scene.saved.push(id);
}

/** Every batch has its rows and every row its batch; what was saved is there, whole. */
async function consistent({ tab, saved, draft }: Scene, at: number): Promise<void> {
  const batches = await tab.read(["batches"], (rooms) => rooms.batches.getAll(IDBKeyRange.lowerBound("")));
  const names = new Set(batches.map(({ id }) => id));
  const rows = await tab.read(["entries", "revisions", "visits"], async (rooms) => {
    const all = await Promise.all([rooms.entries.getAll(IDBKeyRange.lowerBound("")), rooms.revisions.getAll(IDBKeyRange.lowerBound([])), rooms.visits.getAll(IDBKeyRange.lowerBound(""))]);
    return all.flat();
  });
  for (const row of rows) assert.ok(!row.batch_id || names.has(row.batch_id), `write ${at}: a row waits for a batch that is not there`);
  for (const { id, items } of batches) {
    assert.deepEqual(items.length, rows.filter((row) => row.batch_id === id).length, `write ${at}: a batch and its rows`);
  }
  for (const id of saved) assert.ok((await tab.readEntryRow(id))?.sealed, `write ${at}: ${id} is gone`);
  assert.ok(await tab.read(["drafts"], (rooms) => rooms.drafts.get(draft.id)), `write ${at}: the draft is gone`);
}

/** All of it is at the office, each text once, and the phone knows it. */
async function delivered({ tab, server, saved }: Scene, at: number): Promise<void> {
  for (const id of saved) {
    const row = (await tab.readEntryRow(id))!;
    assert.equal(row.state, "sent", `write ${at}: ${id}`);
    assert.equal(server.held.get(`${id}/${row.revision}`)?.digest, row.digest, `write ${at}: ${id} at the office`);
  }
  const { unsent, sent } = await tab.counts(USER);
  assert.deepEqual([unsent, await tab.waitingBatches(USER), await tab.readCarried()], [0, [], []], `write ${at}`);
  assert.ok(sent >= saved.length);
}
