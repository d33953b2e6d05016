/** The volunteer's guide of docs/ reads in the app as it does on paper. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { blocks } from "../../static/src/page/help/blocks";

const guide = readFileSync("docs/panduan-relawan.md", "utf8");

test("every word of the guide is in a block of the screen, pictures and title aside", () => {
  const shown = blocks(guide).flatMap(({ lines }) => lines).join(" ");
  const written = guide.replace(/^# .*$|^!\[.*$/gm, "").replace(/^(\d+\.|-|##) /gm, "");
  const words = (text: string) => text.split(/\s+/).filter(Boolean);
  assert.deepEqual(words(shown), words(written));
});

test("headings, paragraphs and both kinds of lists are told apart", () => {
  const kinds = new Set(blocks(guide).map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ["h2", "ol", "p", "ul"]);
});

test("it never says that somebody is protected", () => {
  assert.doesNotMatch(guide, /terlindungi|dilindungi/i);
});
