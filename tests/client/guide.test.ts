/** The volunteer's guide of docs/ reads in the app as it does on paper, in both languages. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import english from "catalogue:en";

import { blocks } from "../../static/src/page/help/blocks";

const [indonesian, translated] = ["panduan-relawan", "volunteer-guide"].map((name) => readFileSync(`docs/${name}.md`, "utf8")) as [string, string];

for (const [language, guide] of Object.entries({ indonesian, translated })) {
  describe(`the guide, ${language}`, () => {
    test("every word of it is in a block of the screen, pictures and title aside", () => {
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
      assert.doesNotMatch(guide, /terlindungi|dilindungi|protected/i);
    });
  });
}

test("the translation has the same parts in the same order", () => {
  const parts = (guide: string) => blocks(guide).map(({ kind, lines }) => `${kind} ${lines.length}`);
  assert.deepEqual(parts(translated), parts(indonesian));
});

test("the translation calls every button as the English app does", () => {
  const quoted = (guide: string) => [...guide.matchAll(/"([^"]+)"/g)].map(([, words]) => words!);
  const known = quoted(indonesian).map((words) => english[words]);
  quoted(translated).forEach((words, i) => known[i] && assert.equal(words, known[i]));
  assert.ok(known.filter(Boolean).length > 5);
});
