/** What helps a volunteer in the village: a streak that is kept fairly, follow-ups, lessons from what came back. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { streak } from "../../static/src/rules/streak";
import { USER, World, type Tab } from "./support/world";

describe("days in a row", () => {
  const cases: [string, string[], number][] = [
    ["nothing yet", [], 0],
    ["today alone", ["2026-11-24"], 1],
    ["today and the two days before, in any order", ["2026-11-22", "2026-11-24", "2026-11-23", "2026-11-24"], 3],
    ["yesterday counts while today is not over", ["2026-11-23", "2026-11-22"], 2],
    ["a day off ends it", ["2026-11-24", "2026-11-22"], 1],
    ["the day before yesterday is over", ["2026-11-22"], 0],
  ];
  for (const [words, days, expected] of cases) test(words, () => assert.equal(streak(days, "2026-11-24"), expected));
  test("over the end of a month and of a year", () => assert.equal(streak(["2026-12-31", "2027-01-01"], "2027-01-01"), 2));
});

describe("follow-ups", () => {
  let world: World;
  let tab: Tab;

  beforeEach(async () => {
    ({ world, tab } = await World.open());
  });

  afterEach(() => world.close());

  const visit = (follow_up_on?: string) => ({
    id: tab.newId(),
    visited_at: "2026-11-20T04:00:00Z",
    village_code: "32.16.09.2001",
    result: "interested" as const,
    obstacles: [],
    ...(follow_up_on && { follow_up_on }),
  });

  test("are listed when due, the longest due first, until the volunteer was there", async () => {
    const [later, soon, past] = [visit("2026-12-20"), visit("2026-11-25"), visit("2026-11-21")];
    for (const one of [later, soon, past, visit()]) await tab.saveVisit(one, USER);
    assert.deepEqual((await tab.listFollowUps(USER, "2026-12-01")).map(({ id }) => id), [past.id, soon.id]);
    await tab.settleFollowUp(past.id);
    assert.deepEqual((await tab.listFollowUps(USER, "2026-12-01")).map(({ id }) => id), [soon.id]);
  });

  test("stay settled when the visit is delivered", async () => {
    const one = visit("2026-11-25");
    await tab.saveVisit(one, USER);
    await tab.settleFollowUp(one.id);
    await tab.syncNow("button");
    assert.deepEqual(await tab.listFollowUps(USER, "2026-12-01"), []);
  });
});
