/** Brings carried work to the office: finished texts through the slot, own drafts back onto this phone. */

import type { Draft, SealedItem } from "../contract";
import { NO_DIGEST } from "../store/boxes";
import { dropCarried, readCarried } from "../store/carried";
import { readDraft, saveDraft } from "../store/drafts";
import { readEntryRow } from "../store/entries";
import { dropCopies } from "../store/second-copy";
import { openSealed, postSealed } from "./api";
import type { Run } from "./steps";

const A_PAGE = 100;
/** The office has it. Whatever else an answer says, the item stays here. */
const ARRIVED = ["stored", "stored_before", "quarantined"];

export async function carry(run: Run): Promise<void> {
  const waiting = await readCarried();
  for (let from = 0; from < waiting.length; from += A_PAGE) {
    const page = waiting.slice(from, from + A_PAGE);
    const drafts = await takeDrafts(run, page);
    // Somebody else's form in the making waits here for its writer.
    const texts = page.filter((item) => !drafts.includes(item) && item.digest !== NO_DIGEST);
    if (!texts.length) continue;
    const { results } = await postSealed(run.depositor, texts);
    const arrived = texts.filter((text) => results.some((result) => ARRIVED.includes(result.outcome) && result.id === text.id && result.digest === text.digest));
    await dropCarried(arrived);
    // Else the next start would take them back once more.
    await dropCopies(arrived);
    run.report.sent += arrived.length;
  }
}

/** The office opens what this user wrote; forms in the making go on here. */
async function takeDrafts({ caller, userId }: Run, page: SealedItem[]): Promise<SealedItem[]> {
  if (!caller.token) return [];
  const { opened } = await openSealed(caller, page);
  const drafts = opened.filter(({ content }) => isDraft(content));
  const here = new Set<string>();
  for (const { id, content } of drafts) {
    const draft = await readDraft(id);
    // One that is locked may be the older of the two: both wait.
    if (draft === null) continue;
    // What is on this phone is newer than what was carried to it.
    if (!draft && !(await readEntryRow(id))) await saveDraft({ ...(content as Draft), user_id: userId });
    here.add(id);
  }
  const taken = page.filter(({ id, digest }) => here.has(id) && digest === NO_DIGEST);
  await dropCarried(taken);
  return taken;
}

const isDraft = (content: unknown): content is Draft => typeof (content as Partial<Draft>)?.values === "object";
