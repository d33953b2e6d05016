/** The rules answer the golden cases of tests/contract, as the server does in tests/rules/test_golden.py. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { ContributionTier, Progress, Reference, Registration, Relief } from "../../static/src/contract";
import { type ContributionQuestion, contribution } from "../../static/src/rules/contributions";
import { canonicalJson, digest } from "../../static/src/rules/digest";
import { ERRORS, type Finding, WARNINGS, isWarning } from "../../static/src/rules/findings";
import { nameErrors, nameWarnings, tidyName } from "../../static/src/rules/names";
import { maskNik, nikErrors, nikWarnings, readNik } from "../../static/src/rules/nik";
import { normalisePhone, phoneErrors, phoneWarnings, showPhone } from "../../static/src/rules/phones";
import { programmesErrors, programmesWarnings } from "../../static/src/rules/programmes";
import { expectedByToday, progress } from "../../static/src/rules/quota";
import { type RuleBook, findings, ruleBook } from "../../static/src/rules/registration";
import texts from "../../webapp/data/finding-texts.json";
import contributionCases from "../contract/contributions.json";
import digestCases from "../contract/digest.json";
import nameCases from "../contract/names.json";
import nikCases from "../contract/nik.json";
import phoneCases from "../contract/phones.json";
import programmeCases from "../contract/programmes.json";
import quotaCases from "../contract/quota.json";
import registrationCases from "../contract/registration.json";

interface Case<Input, Expect> {
  name: string;
  input: Input;
  expect: Expect;
}

/** One test a case; the JSON is read as what its file promises. */
function golden<Input, Expect>(topic: string, file: { cases: unknown[] }, check: (input: Input, expect: Expect) => unknown): void {
  describe(topic, () => {
    for (const { name, input, expect } of file.cases as Case<Input, Expect>[]) {
      test(name, async () => {
        await check(input, expect);
      });
    }
  });
}

interface NikExpect {
  errors: string[];
  reading: { province: string; regency: string; district: string; birth_date: string | null; sex: string; serial: string } | null;
  warnings: string[];
  masked: string;
}

golden("NIK", nikCases, (input: { nik: string; today: string; birth_date: string | null; sex: string | null }, expect: NikExpect) => {
  assert.deepEqual(nikErrors(input.nik, new Set(nikCases.provinces)), expect.errors);
  assert.equal(maskNik(input.nik), expect.masked);
  if (expect.reading === null) return;
  const reading = readNik(input.nik, input.today);
  const { birthDate, ...rest } = reading;
  assert.deepEqual({ ...rest, birth_date: birthDate }, expect.reading);
  const warnings = nikWarnings(reading, {
    birthDate: input.birth_date ?? undefined,
    sex: input.sex ?? undefined,
    homeRegencies: new Set(nikCases.home_regencies),
    knownDistricts: new Set(nikCases.known_districts),
    today: input.today,
  });
  assert.deepEqual(warnings, expect.warnings);
});

golden("names", nameCases, (input: string, expect: { tidy: string; errors: string[]; warnings: string[] }) => {
  assert.equal(tidyName(input), expect.tidy);
  assert.deepEqual(nameErrors(input), expect.errors);
  if (expect.errors.length === 0) assert.deepEqual(nameWarnings(input), expect.warnings);
});

golden("phones", phoneCases, (input: string, expect: { normal: string | null; shown: string; errors: string[]; warnings: string[] }) => {
  assert.equal(normalisePhone(input), expect.normal);
  assert.equal(showPhone(input), expect.shown);
  assert.deepEqual(phoneErrors(input), expect.errors);
  if (expect.errors.length === 0) assert.deepEqual(phoneWarnings(input), expect.warnings);
});

interface ContributionExpect {
  months: unknown[];
  per_month: number;
  total: number;
  full_total: number;
  relief_until: string | null;
}

const tiers = new Map<number, ContributionTier>(contributionCases.tiers.map((tier) => [tier.tier, tier]));
const reliefs: Relief[] = contributionCases.reliefs;

golden("contributions", contributionCases, (input: Omit<ContributionQuestion, "tier" | "reliefs"> & { tier: number; reliefs?: Relief[] }, expect: ContributionExpect) => {
  const tier = tiers.get(input.tier);
  assert.ok(tier);
  const answer = contribution({ reliefs, ...input, tier });
  assert.deepEqual(
    {
      months: answer.months,
      per_month: answer.perMonth,
      total: answer.total,
      full_total: answer.fullTotal,
      relief_until: answer.reliefUntil,
    },
    expect,
  );
});

golden("programmes", programmeCases, (input: { programmes: string[]; occupation_code: string | null }, expect: { errors: string[]; warnings: string[] }) => {
  assert.deepEqual(programmesErrors(input.programmes), expect.errors);
  if (expect.errors.length > 0) return;
  assert.deepEqual(programmesWarnings(input.programmes, input.occupation_code ?? undefined), expect.warnings);
});

golden("quota", quotaCases, ({ today, ...counts }: Omit<Progress, "expected_by_today"> & { today: string }, expect: { expected_by_today: number; gap: number }) => {
  assert.equal(expectedByToday(counts.target, counts.period, today), expect.expected_by_today);
  assert.deepEqual(progress(counts, today), { ...counts, ...expect });
});

const { book: written, clean } = registrationCases;
const book: RuleBook = {
  provinces: new Set(written.provinces),
  districts: new Set(written.districts),
  homeRegencies: new Set(written.home_regencies),
  villages: new Map(Object.entries(written.villages)),
  occupations: new Map(Object.entries(written.occupations)),
  requiredPurposes: new Set(written.required_purposes),
  ageLimits: {
    blockUnder: written.age_limits.block_under,
    warnUnder: written.age_limits.warn_under,
    blockFrom: written.age_limits.block_from,
  },
};

interface RegistrationInput {
  set: Partial<Registration>;
  without: string[];
  territory: string | null;
  today?: string;
}

golden("registrations", registrationCases, ({ set, without, territory, today }: RegistrationInput, expect: Finding[]) => {
  const changed = Object.entries({ ...clean, ...set }).filter(([field]) => !without.includes(field));
  const registration = Object.fromEntries(changed) as Partial<Registration>;
  assert.deepEqual(findings(registration, { book, today: today ?? registrationCases.today, territory }), expect);
});

golden("digests", digestCases, async (input: string, expect: { canonical: string; digest: string }) => {
  const item: unknown = JSON.parse(input);
  assert.equal(canonicalJson(item), expect.canonical);
  assert.equal(await digest(item), expect.digest);
});

test("a field without a value is left out of the canonical text", () => {
  assert.equal(canonicalJson({ b: 1, a: undefined, c: { d: undefined } }), '{"b":1,"c":{}}');
});

test("every code is found in some registration", () => {
  const cases = registrationCases.cases as Case<unknown, Finding[]>[];
  const found = new Set(cases.flatMap(({ expect }) => expect.map(({ code }) => code)));
  assert.deepEqual([...found].sort(), [...ERRORS, ...WARNINGS].sort());
});

test("every code has its sentence, and severity is the same in code and text", () => {
  const severities = new Map(Object.entries(texts).map(([code, { severity }]) => [code, severity]));
  for (const code of [...ERRORS, ...WARNINGS]) {
    assert.equal(severities.get(code), isWarning(code) ? "warning" : "error", code);
  }
});

test("the rule book is built from the reference of a territory", () => {
  const reference: Reference = {
    version: "1",
    form: { fields: [] },
    regency: { code: "32.16", name: "Kabupaten Bekasi" },
    territory: { code: "32.16.09", name: "Cikarang Utara", level: "district" },
    districts: [],
    nik_districts: written.districts,
    provinces: written.provinces,
    home_regencies: written.home_regencies,
    villages: Object.entries(written.villages).map(([code, name]) => ({ code, name, parent_code: code.slice(0, 8) })),
    occupations: Object.entries(written.occupations).map(([code, sector]) => ({
      code,
      sector,
      label_id: code,
      label_en: code,
      group: "",
    })),
    programmes: [],
    contribution_tiers: [],
    reliefs: [],
    obstacles: [],
    benefits: [],
    consent_notice: {
      version: "1",
      text: "",
      purposes: [
        { code: "registration", text: "", required: true },
        { code: "contact", text: "", required: false },
        { code: "share_with_bpjs", text: "", required: true },
      ],
    },
    return_reasons: [],
    finding_texts: {},
    quality_limits: { age_block_under: 15, age_warn_under: 17, age_block_from: 65, clock_skew_minutes: 10 },
  };
  assert.deepEqual(ruleBook(reference), book);
});
