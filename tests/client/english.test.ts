/** What those read who chose English: every sentence of the app has its English, and figures look as English has them. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";
import english from "catalogue:en";
import type { Reference } from "../../static/src/contract";

Object.defineProperty(globalThis, "localStorage", { value: { getItem: () => "en" }, configurable: true });
Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
// Only now: the language is settled when the module is read.
const { counted, either, fetchWords, N_, t } = await import("../../static/src/page/text");
const { clock, date, month, number, rupiah, when } = await import("../../static/src/page/words");
const { income } = await import("../../static/src/page/pieces/tier");
const { message, reasonText } = await import("../../static/src/page/form/messages");
const { label } = await import("../../static/src/page/form/fields");
const { reference } = await import("../../static/src/page/state");

before(fetchWords);

describe("the catalogue", () => {
  const said = sentences("static/src");
  const places = (text: string): string[] => [...text.matchAll(/%\((\w+)\)s/g)].map(([, name]) => name!).sort();

  test("has the English of every sentence of the app, and of no other", () => {
    assert.ok(said.size > 300);
    assert.deepEqual(Object.keys(english).sort(), [...said.keys()].sort());
  });

  test("has two forms where things are counted, one elsewhere, and each fills the same places", () => {
    for (const [sentence, how] of said) {
      const forms = [english[sentence] ?? []].flat();
      assert.equal(forms.length, how === "counted" ? 2 : 1, sentence);
      for (const form of forms) assert.deepEqual(places(form), places(sentence), sentence);
    }
  });

  test("never shouts, and never says that somebody is protected", () => {
    for (const form of Object.values(english).flat()) assert.doesNotMatch(form, /!|protected|failed/i);
  });
});

test("money, numbers, dates and hours are written as English has them", () => {
  assert.equal(rupiah(16800), "Rp16,800");
  assert.equal(number(1234567), "1,234,567");
  assert.equal(date("1987-05-12"), "12 May 1987");
  assert.equal(date("1987--"), "1987--");
  assert.equal(month("2026-08"), "August 2026");
  assert.equal(clock(new Date(2020, 10, 3, 9, 30).toISOString()), "09:30");
  assert.equal(income({ tier: 2, income_min: 1_100_000, income_max: 1_299_000, income_base: 0, jkk: 0, jkm: 0, jht: 0 }), "Rp1,100,000 to Rp1,299,000");
});

test("an instant is told from today", () => {
  const now = new Date();
  now.setHours(14, 5);
  assert.equal(when(now.toISOString()), "today 14:05");
  assert.equal(when(new Date(now.getTime() - 86_400_000).toISOString()), "yesterday 14:05");
  assert.equal(when(new Date(2020, 9, 3, 9, 30).toISOString()), "3 October 09:30");
});

test("one thing and several things are counted as English counts them", () => {
  assert.equal(counted("%(n)s bulan", 1), "1 month");
  assert.equal(counted("%(n)s bulan", 12), "12 months");
  assert.equal(counted("%(n)s draf", 1200, { n: number(1200) }), "1,200 drafts");
});

test("the office's lists are read in English, where the office has it", () => {
  const office: Partial<Reference> = {
    form: { fields: [{ name: "nik", label: "NIK", label_en: "NIK", need: "" }, { name: "address", label: "Alamat", label_en: "Address", need: "" }, { name: "rt", label: "RT", need: "" }] },
    finding_texts: { kk_format: "Nomor KK terdiri dari 16 angka.", rt_format: "RT terdiri dari 1 sampai 3 angka." },
    finding_texts_en: { kk_format: "A family card number has 16 digits." },
    return_reasons: [{ field: "nik", code: "nik_of_other", label_id: "NIK ini milik orang lain", label_en: "This NIK is somebody else's" }],
  };
  reference.value = office as Reference;
  assert.deepEqual(["address", "rt", "kiriman"].map(label), ["Address", "RT", "This registration"]);
  assert.equal(message("kk_format", {}), "A family card number has 16 digits.");
  assert.equal(message("rt_format", {}), "RT terdiri dari 1 sampai 3 angka.");
  assert.equal(message("of a later office", {}), "Check this answer again.");
  assert.equal(reasonText({ field: "nik", code: "nik_of_other", text: "NIK ini milik orang lain" }), "This NIK is somebody else's");
  assert.equal(reasonText({ field: "nik", code: "own_words", text: "Foto KTP buram" }), "Foto KTP buram");
  assert.equal(reasonText({ field: "", code: "invalid", text: "" }), "The office cannot take this yet. Check the answers, then save again.");
});

test("own words and lists without English stay as they were written", () => {
  assert.equal(t("KTP-nya rusak kena air"), "KTP-nya rusak kena air");
  assert.equal(t(N_("Sesuai KTP")), "As on the card");
  assert.equal(either("Petani padi", "Rice farmer"), "Rice farmer");
  assert.equal(either("Petani padi", undefined), "Petani padi");
});

/** Each sentence below a folder and by what it is said. */
function sentences(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const sources = files.map((name) => readFileSync(path.join(folder, name), "utf8")).join("\n");
  const calls = sources.matchAll(/\b(t|counted|N_)\(\s*("(?:[^"\\]|\\.)*")/g);
  return new Map(Array.from(calls, ([, how, literal]) => [JSON.parse(literal!) as string, how!]));
}
