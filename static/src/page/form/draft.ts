/** The form in the making: one draft in memory, written to the phone at every pause of the thumb. */

import { computed, signal } from "@preact/signals";
import type { Draft, Entry, Reason, Registration } from "../../contract";
import { readDraft, saveDraft } from "../../store/drafts";
import { readEntry, readEntryRow } from "../../store/entries";
import { newId } from "../../store/ids";
import { sessionKnown, userId } from "../state";
import { STEPS } from "./fields";

export const draft = signal<Draft | undefined>(undefined);
/** The text that came back, while it is being corrected. */
export const before = signal<Registration | undefined>(undefined);
/** Whether the phone has what was typed. */
export const keeping = signal<"new" | "typing" | "kept" | "refused">("new");
/** Fields the volunteer has left once: from then on they may be judged. */
export const touched = signal<ReadonlySet<string>>(new Set());
/** Address of a form that is only for learning: nothing of it is ever written down. */
const PRACTICE = "latihan-";
export const practising = computed(() => draft.value?.id.startsWith(PRACTICE) ?? false);
/** No update may take the page away now. */
export const formOpen = computed(() => draft.value !== undefined);

/** What a new form starts with: the place where the volunteer stood last. */
export type Seed = Pick<Partial<Registration>, "village_code" | "hamlet">;

const PAUSE_MS = 250;
/** Answers that are judged together: a new NIK puts the confirmed date and sex in doubt again. */
const IDENTITY = ["nik", "birth_date", "sex"];

let timer: ReturnType<typeof setTimeout> | undefined;

/** A form to learn with: it looks and judges like any other, and never reaches the phone's store or the office. */
export const beginPractice = (): string => beginDraft({}, PRACTICE + newId());

/** Lay an empty form ready and return its id; the phone keeps it from the first answer on. */
export function beginDraft(seed: Seed = {}, id = newId()): string {
  show({ ...blank(id), values: { ...presets(), ...seed } });
  return id;
}

/**
 * Bring a draft back to the screen; an id the phone does not know is a form not yet written in.
 * False for one that is finished: the phone's back button must not open it for somebody else's answers.
 */
export async function openDraft(id: string): Promise<boolean> {
  if (draft.value?.id === id) return true;
  if (id.startsWith(PRACTICE)) return show({ ...blank(id), values: presets() }), true;
  const [kept, entry] = await Promise.all([readDraft(id), readEntryRow(id), sessionKnown()]);
  // One that cannot be read must not be written over by an empty form.
  if (kept === null || (!kept && entry)) return false;
  show(kept ?? { ...blank(id), values: presets() });
  if (!kept) return true;
  keeping.value = "kept";
  if (kept.correction_of) {
    touched.value = new Set(STEPS.flat());
    before.value = (await readEntry(id))?.registration;
  }
  return true;
}

/** Open a saved text as a new revision of itself. */
export async function beginCorrection(entry: Entry): Promise<void> {
  const kept = await readDraft(entry.id);
  const { id: _, captured_at: __, device_seq: ___, revision, confirmations = [], ...values } = entry.registration;
  show(
    kept ?? {
      ...blank(entry.id),
      values,
      confirmations,
      correction_of: { revision: Math.max(revision, entry.server_revision ?? 0), reasons: reasonsOf(entry), note: entry.note ?? null },
    },
  );
  before.value = entry.registration;
  touched.value = new Set(STEPS.flat());
  changed();
  await flush();
}

/** What the office said, or what its machine would not take, as one list. */
export function reasonsOf({ reasons = [], errors = {} }: Entry): Reason[] {
  const faults = Object.entries(errors).map(([field, texts]) => ({ field, code: "invalid", text: texts.join(" ") }));
  return [...reasons, ...faults];
}

export function setValue<F extends keyof Registration>(field: F, value: Registration[F] | undefined): void {
  setValues({ [field]: value } as Partial<Registration>);
}

/** Change answers; undefined or "" takes an answer away. What was confirmed about them is asked again. */
export function setValues(answers: { [F in keyof Registration]?: Registration[F] | undefined }): void {
  const now = draft.value;
  if (!now) return;
  const values: Record<string, unknown> = { ...now.values, ...answers };
  for (const field of Object.keys(answers)) if (values[field] === undefined || values[field] === "") delete values[field];
  const doubted = Object.keys(answers).flatMap((field) => (IDENTITY.includes(field) ? IDENTITY : [field]));
  draft.value = {
    ...now,
    values,
    confirmations: now.confirmations.filter(({ field }) => !doubted.includes(field)),
  };
  changed();
}

/** "It is right, because ..."; no reason takes it back. */
export function confirm(field: string, code: string, reason: string | undefined): void {
  const now = draft.value;
  if (!now) return;
  const others = now.confirmations.filter((one) => one.field !== field || one.code !== code);
  draft.value = { ...now, confirmations: reason ? [...others, { field, code, reason }] : others };
  changed();
}

export function setStep(step: number): void {
  if (!draft.value || draft.value.step === step) return;
  draft.value = { ...draft.value, step };
  if (keeping.value !== "new") changed();
  void flush();
}

export function touch(...fields: string[]): void {
  if (fields.every((field) => touched.value.has(field))) return;
  touched.value = new Set([...touched.value, ...fields]);
}

/** Write now what waits for a pause; resolves when the phone has it. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  const now = draft.value;
  if (!now || practising.value || keeping.value !== "typing") return;
  try {
    await saveDraft({ ...now, updated_at: new Date().toISOString() });
    if (draft.value === now) keeping.value = "kept";
  } catch {
    keeping.value = "refused";
  }
}

/** The form is finished or given up: nothing typed late may bring it back. */
export function closeDraft(): void {
  clearTimeout(timer);
  draft.value = undefined;
  before.value = undefined;
}

/** A phone may stop the page at any moment after it is out of sight. */
export function saveOnLeaving(): void {
  addEventListener("pagehide", () => void flush());
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void flush();
  });
}

function changed(): void {
  keeping.value = "typing";
  clearTimeout(timer);
  timer = setTimeout(() => void flush(), PAUSE_MS);
}

function show(next: Draft): void {
  void flush();
  draft.value = next;
  before.value = undefined;
  touched.value = new Set();
  keeping.value = "new";
}

const presets = (): Partial<Registration> => ({ programmes: ["JKK", "JKM"], payment_months: 1, funding: "self" });

const blank = (id: string): Draft => {
  const now = new Date().toISOString();
  return { id, user_id: userId.value, step: 1, values: {}, confirmations: [], started_at: now, updated_at: now };
};
