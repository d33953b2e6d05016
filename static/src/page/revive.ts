/** The database was deleted under the open app: puts back what this page still knows, and tells what is lost. */

import type { SessionRow } from "../contract";
import { onStoreChange, tellStoreChange } from "../store/changes";
import { read, write } from "../store/db";
import { saveDraft } from "../store/drafts";
import { saveReference } from "../store/reference";
import type { VaultRow } from "../store/schema";
import { countLoss } from "./canary";
import { draft, practising } from "./form/draft";
import { counts, reference } from "./state";

const PAUSE_MS = 500;
const TRIES = 20;

/** Who works here, as it rests on the disk: sealed, and no secret more than there. */
let known: [session: SessionRow, vault: VaultRow] | undefined;

onStoreChange(({ about }) => {
  if (about === "closed") void revive();
  if (about === "session" || about === "vault") void learn();
});
void learn();

async function learn(): Promise<void> {
  const [session, vaults] = await rows();
  const vault = vaults.find(({ user_id }) => user_id === session?.user.id);
  known = session && vault && [session, vault];
}

function rows() {
  return read(["session", "vaults"], (rooms) => Promise.all([rooms.session.get("current"), rooms.vaults.getAll(IDBKeyRange.lowerBound(""))]));
}

/** While the browser is still deleting, it opens nothing. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** One tab at a time: the next one finds that it was done. */
const revive = (): Promise<void> => navigator.locks.request("jangkau-revive", putBack);

async function putBack(): Promise<void> {
  const before = known;
  // Before anything counts the emptied database.
  const { unsent, carried } = counts.value ?? { unsent: 0, carried: 0 };
  const at = new Date().toISOString();
  const [, vaults] = await patiently(rows);
  if (!before || vaults.length) return;
  // Remembered before the session is back: a page that is closed now, or reloaded, tells it at its next start.
  await countLoss({ unsent: unsent + carried, at });
  const [session, vault] = before;
  await write(["session", "vaults"], (rooms) => Promise.all([rooms.session.put(session, "current"), rooms.vaults.put(vault)]));
  if (reference.value) await saveReference(reference.value, undefined, vault.user_id);
  // What is being typed was kept there too.
  if (draft.value && !practising.value) await saveDraft(draft.value);
  tellStoreChange({ about: "vault" });
}
