/** What the screens say, as far as it can be said without a screen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../static/src/contract";
import { spansOf } from "../../static/src/page/pieces/amount";
import { join } from "../../static/src/page/pieces/dates";
import { matching } from "../../static/src/page/pieces/search";
import { income } from "../../static/src/page/pieces/tier";
import { lifeOf } from "../../static/src/page/sent/life";
import { mayChange, needsMending, standing } from "../../static/src/page/sent/state";
import { t } from "../../static/src/page/text";
import { initials } from "../../static/src/rules/names";
import { date, month, number, rupiah, shortCode, when } from "../../static/src/page/words";

test("money, numbers and dates are written as people here write them", () => {
  assert.equal(rupiah(16800), "Rp16.800");
  assert.equal(number(1234567), "1.234.567");
  assert.equal(number(999), "999");
  assert.equal(date("1987-05-12"), "12 Mei 1987");
  assert.equal(date("2026-01-01"), "1 Januari 2026");
  assert.equal(date("1987--"), "1987--");
  assert.equal(month("2026-11"), "November 2026");
});

test("an instant is told from today", () => {
  const now = new Date();
  now.setHours(14, 5);
  assert.equal(when(now.toISOString()), "hari ini 14.05");
  assert.equal(when(new Date(now.getTime() - 86_400_000).toISOString()), "kemarin 14.05");
  assert.equal(when(new Date(2020, 10, 3, 9, 30).toISOString()), "3 November 09.30");
});

test("a name is shortened to its first and last letter, also a name of one word", () => {
  assert.equal(initials("Siti Aminah binti Marhasan"), "SM");
  assert.equal(initials("N"), "N");
  assert.equal(shortCode("01a208a1-66b1-7bb1-9531-866f957fe3d2"), "957F-E3D2");
});

test("a place in a sentence is filled, an unknown one stays empty", () => {
  assert.equal(t("Mengirim %(n)s dari %(all)s", { n: 12, all: 40 }), "Mengirim 12 dari 40");
  assert.equal(t("%(who)s datang", {}), " datang");
});

test("a date in the making is kept as typed, a whole one is padded", () => {
  assert.equal(join(["", "", ""]), "");
  assert.equal(join(["", "", "1"]), "--1");
  assert.equal(join(["1987", "5", "2"]), "1987-05-02");
});

test("searching forgives spaces and case, and puts names that begin so first", () => {
  const places = ["Karangbahagia", "Muara Gembong", "Pantai Bahagia", "Bahagia"].map((label) => ({ value: label, label }));
  const names = (query: string) => matching(places, query).map(({ label }) => label);
  assert.deepEqual(names("muaragembong"), ["Muara Gembong"]);
  assert.deepEqual(names("BAHAGIA"), ["Bahagia", "Pantai Bahagia", "Karangbahagia"]);
  assert.deepEqual(names("gem mu"), ["Muara Gembong"]);
  assert.deepEqual(names("tidak ada"), []);
  assert.equal(names("").length, places.length);
});

test("months that cost the same are one line", () => {
  const amount = (name: string, total: number) => ({ month: name, jkk: 0, jkm: 0, jht: 0, total, relief: false });
  assert.deepEqual(spansOf([amount("2026-11", 8400), amount("2026-12", 8400), amount("2027-01", 16800)]), [
    { from: "2026-11", to: "2026-12", total: 8400 },
    { from: "2027-01", to: "2027-01", total: 16800 },
  ]);
});

test("an income step is said with its bounds", () => {
  const tier = { tier: 1, income_min: 0, income_max: 1_099_000, income_base: 0, jkk: 0, jkm: 0, jht: 0 };
  assert.equal(income(tier), "Sampai Rp1.099.000");
  assert.equal(income({ ...tier, income_min: 1_100_000, income_max: 1_299_000 }), "Rp1.100.000 sampai Rp1.299.000");
  assert.equal(income({ ...tier, income_min: 20_200_000, income_max: null }), "Rp20.200.000 atau lebih");
});

const entry = (part: Partial<Entry>) => ({ state: "sent", saved_at: "2026-11-23T02:00:00Z", ...part }) as Entry;

test("every standing has a word, an icon and a colour, and no word claims protection", () => {
  const all = [
    entry({ state: "unsent" }),
    entry({ state: "invalid" }),
    entry({ state: "conflict" }),
    ...(["received", "approved", "returned", "rejected", "merged", "handed_over", "registered", "refused"] as const).map(
      (status) => entry({ status }),
    ),
  ].map(standing);
  for (const { tone, icon, words } of all) {
    assert.ok(tone && icon && words);
    assert.doesNotMatch(words, /lindung/i);
  }
  const fromTheFuture = entry({ status: "archived" as never });
  assert.equal(standing(fromTheFuture).words, "Terkirim");
});

test("what came back asks to be mended, what is undecided may be changed", () => {
  assert.ok(needsMending(entry({ status: "returned" })));
  assert.ok(needsMending(entry({ state: "invalid" })));
  assert.ok(!needsMending(entry({ status: "rejected" })));
  assert.ok(mayChange(entry({ state: "unsent" })));
  assert.ok(mayChange(entry({})));
  assert.ok(!mayChange(entry({ status: "approved" })));
});

test("a life goes on only as far as it really came", () => {
  const done = (part: Partial<Entry>) => lifeOf(entry(part)).map(({ words, done }) => `${done ? "✓" : "·"} ${words}`);
  assert.deepEqual(done({ state: "unsent" }), [
    "✓ Tersimpan di HP",
    "· Menunggu dikirim",
    "· Diperiksa penyelia",
    "· Diserahkan ke BPJS",
    "· Terdaftar di BPJS",
  ]);
  assert.deepEqual(done({ status: "returned" }), ["✓ Tersimpan di HP", "✓ Terkirim", "✓ Dikembalikan"]);
  assert.deepEqual(done({ status: "handed_over" }).slice(2), ["✓ Disetujui", "✓ Diserahkan ke BPJS", "· Terdaftar di BPJS"]);
  assert.deepEqual(done({ status: "refused" }).slice(-1), ["✓ Ditolak BPJS"]);
});
