/** A phone whose clock is wrong: it saves, sends and counts as ever, knows the day where it can, and says so. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import type { Registration } from "../../static/src/contract";
import { heard, minutesAhead } from "../../static/src/page/clock";
import { daysFromToday, today, when } from "../../static/src/page/words";
import { readNik } from "../../static/src/rules/nik";
import { streak } from "../../static/src/rules/streak";
import type { Server } from "./support/server";
import { savePeople, someone, USER, World, type Tab } from "./support/world";

const MINUTE = 60_000;

let world: World;
let server: Server;
let tab: Tab;

beforeEach(async () => {
  ({ world, server, tab } = await World.open());
});

afterEach(() => {
  mock.restoreAll();
  mock.timers.reset();
  heard.value = undefined;
  world.close();
});

/** The phone believes that it is this. */
function setClock(moment: string): void {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: Date.parse(moment) });
}

for (const [what, moment] of Object.entries({ "in 1970": "1970-01-01T00:00:07Z", "in 2019": "2019-06-01T05:00:00Z", "in 2031": "2031-06-01T05:00:00Z" })) {
  describe(what, () => {
    test("what is saved is sent once, in the order of saving, and the office's time is kept beside", async () => {
      await savePeople(tab, 1);
      setClock(moment);
      await savePeople(tab, 2);
      setClock("2026-11-24T05:00:00Z");
      await savePeople(tab, 1);
      setClock(moment);
      assert.equal((await tab.syncNow("button")).sent, 4);
      const texts = [...server.held.values()].map(({ content }) => content as Registration);
      assert.deepEqual(texts.map(({ device_seq }) => device_seq), [1, 2, 3, 4]);
      const listed = await tab.listEntries({ userId: USER, limit: 9 });
      assert.deepEqual(listed.map(({ registration }) => registration?.device_seq), [4, 3, 2, 1]);
      assert.ok(listed.every(({ received_at }) => received_at?.startsWith("2026-11-23")));
      assert.equal((await tab.readServer())?.skew_s, Math.round((Date.parse(moment) - server.now) / 1000));
      // Corrected, and once more: nothing goes twice.
      setClock("2026-11-24T05:00:00Z");
      assert.equal((await tab.syncNow("button")).sent, 0);
      assert.equal(server.held.size, 4);
    });

    test("a draft keeps its newest text, whatever its time says", async () => {
      const begun = { id: "d", user_id: USER, step: 1, values: {}, confirmations: [], started_at: "2026-11-23T05:00:00Z", updated_at: "2026-11-23T05:00:00Z" };
      await tab.saveDraft(begun);
      setClock(moment);
      await tab.saveDraft({ ...begun, step: 2, updated_at: new Date().toISOString() });
      assert.equal((await tab.readDraft("d"))?.step, 2);
    });

    test("decisions and lists come as ever", async () => {
      const [id] = await savePeople(tab, 1);
      await tab.syncNow("button");
      setClock(moment);
      server.decide(id!, 1, "returned");
      server.reference = { version: "v2", villages: [] };
      assert.equal((await tab.syncNow("button")).outcome, "done");
      assert.equal((await tab.readEntry(id!))?.status, "returned");
      assert.equal((await tab.readReference())?.version, "v2");
      assert.equal((await tab.saveRegistration(someone(id!, { rt: "9" }), USER)).revision, 2);
    });
  });
}

describe("how wrong the clock is", () => {
  const heard_at = Date.parse("2026-11-23T05:00:00Z");

  test("is what the office said", () => {
    assert.equal(minutesAhead({ skew_s: 0, heard_at }, heard_at + 5 * MINUTE), 0);
    assert.equal(minutesAhead({ skew_s: 1200, heard_at }, heard_at + 5 * MINUTE), 20);
    assert.equal(minutesAhead({ skew_s: -1200, heard_at }, heard_at + 5 * MINUTE), -20);
    // A row of an older app knows no more.
    assert.equal(minutesAhead({ skew_s: 1200 }, heard_at), 20);
  });

  test("is seen without a network on a phone that fell back to 1970", () => {
    assert.equal(minutesAhead({ skew_s: 0, heard_at }, 7 * MINUTE), 7 - heard_at / MINUTE);
  });

  test("is forgotten once a clock that was years behind is put right", () => {
    const skew_s = -heard_at / 1000;
    assert.equal(minutesAhead({ skew_s, heard_at: 0 }, 60 * MINUTE), skew_s / 60);
    assert.equal(minutesAhead({ skew_s, heard_at: 0 }, heard_at + 60 * MINUTE), 0);
  });

  test("is forgotten once a clock that was ahead is put right", () => {
    const wrong = Date.parse("2031-11-23T05:00:00Z");
    const skew_s = (wrong - heard_at) / 1000;
    assert.equal(minutesAhead({ skew_s, heard_at: wrong }, heard_at + 60 * MINUTE), 0);
  });
});

describe("the day", () => {
  test("is the office's where the phone knows better than its own clock", () => {
    setClock("1970-01-01T05:00:00Z");
    heard.value = { skew_s: (Date.now() - Date.parse("2026-11-23T05:00:00Z")) / 1000, heard_at: Date.now() };
    assert.deepEqual([today(), daysFromToday(1)], ["2026-11-23", "2026-11-24"]);
    // A woman born in 1988, and not in 1888.
    assert.equal(readNik("3216096107889101", today()).birthDate, "1988-07-21");
    assert.equal(when(new Date().toISOString()), `hari ini ${when(new Date().toISOString()).slice(-5)}`);
  });

  test("is the phone's own once its clock was put right without the office", () => {
    setClock("1970-01-01T05:00:00Z");
    heard.value = { skew_s: (Date.now() - Date.parse("2026-11-23T05:00:00Z")) / 1000, heard_at: Date.now() };
    setClock("2026-11-23T05:10:00Z");
    assert.equal(today(), "2026-11-23");
    // Born in 1979, and not in 2079.
    assert.equal(readNik("3216091203799001", today()).birthDate, "1979-03-12");
  });

  test("a row of days in 1970 and 2031 is counted like any other", () => {
    assert.equal(streak(["2026-11-22", "1970-01-01", "2031-06-01", "2026-11-23"], "2026-11-23"), 2);
    assert.equal(streak(["1970-01-01"], "1970-01-01"), 1);
  });
});
