/** The build refuses an import that runs against the order of the layers. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkLayers } from "../../static/layers.mjs";

const check = (from: string, to: string) => () => checkLayers({ [`src/${from}`]: { imports: [{ path: `src/${to}` }] } });

describe("imports run downwards", () => {
  for (const [from, to] of [
    ["page/app.tsx", "sync/run.ts"],
    ["worker/entry.ts", "sync/deliver.ts"],
    ["sync/run.ts", "store/db.ts"],
    ["store/db.ts", "store/changes.ts"],
    ["store/db.ts", "rules/nik.ts"],
    ["rules/nik.ts", "contract.ts"],
  ] as const) {
    test(`${from} may use ${to}`, check(from, to));
  }

  for (const [from, to] of [
    ["rules/nik.ts", "store/db.ts"],
    ["store/db.ts", "sync/run.ts"],
    ["sync/run.ts", "page/app.tsx"],
    ["page/app.tsx", "worker/entry.ts"],
    ["worker/entry.ts", "page/app.tsx"],
    ["desk/desk.ts", "page/app.tsx"],
    ["contract.ts", "rules/nik.ts"],
    ["page/app.tsx", "helpers/misc.ts"],
  ] as const) {
    test(`${from} may not use ${to}`, () => assert.throws(check(from, to), /order of the layers/));
  }

  test("libraries and data are outside the order", () => {
    checkLayers({ "src/page/app.tsx": { imports: [{ path: "../node_modules/preact/dist/preact.mjs" }, { path: "../webapp/data/finding-texts.json" }] } });
  });
});
