/** Keeps a form in the making at each change, so that nothing typed is typed twice. */

import type { Draft, DraftRow } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { faceOf } from "./entries";
import { openFor, sealFor } from "./vault";

const waiting = new Map<string, Draft>();
const saving = new Map<string, Promise<void>>();

/** Newest first, without opening any. */
export async function listDrafts(userId: string): Promise<DraftRow[]> {
  const range = IDBKeyRange.bound([userId], [userId, []]);
  const drafts = await read(["drafts"], (rooms) => rooms.drafts.index("by_user").getAll(range));
  return drafts.reverse();
}

/** undefined: there is none. null: it is here and cannot be read now. */
export async function readDraft(id: string): Promise<Draft | null | undefined> {
  const row = await read(["drafts"], (rooms) => rooms.drafts.get(id));
  return row && ((await openFor<Draft>(row.user_id, id, row.sealed)) ?? null);
}

/** Save the newest state of a draft; while one write is under way, of later ones only the last is written. */
export function saveDraft(draft: Draft): Promise<void> {
  waiting.set(draft.id, draft);
  let run = saving.get(draft.id);
  if (!run) saving.set(draft.id, (run = drain(draft.id)));
  return run;
}

export async function removeDraft(id: string): Promise<void> {
  waiting.delete(id);
  await saving.get(id)?.catch(() => undefined);
  await write(["drafts"], (rooms) => rooms.drafts.delete(id));
  tellStoreChange({ about: "drafts" });
}

async function drain(id: string): Promise<void> {
  try {
    for (let draft = waiting.get(id); draft; draft = waiting.get(id)) {
      waiting.delete(id);
      await keep(draft);
    }
  } finally {
    // In the same breath as the last look at waiting: whoever comes now starts a new round.
    saving.delete(id);
  }
  tellStoreChange({ about: "drafts" });
}

async function keep(draft: Draft): Promise<void> {
  const { id, user_id, step, updated_at, values, correction_of } = draft;
  const sealed = await sealFor(user_id, "draft", id, draft);
  const corrects = correction_of?.revision;
  const row: DraftRow = { id, user_id, step, updated_at, face: faceOf(values), sealed, ...(corrects && { corrects }) };
  await write(["drafts", "entries"], async (rooms) => {
    const entry = await rooms.entries.get(id);
    // A keystroke that arrives after "Simpan" must not bring the finished form back.
    const finished = entry && entry.revision > (corrects ?? 0);
    if (!finished) await rooms.drafts.put(row);
  });
}
