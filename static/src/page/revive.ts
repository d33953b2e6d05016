/** The database was deleted under the open app: puts back what this page still knows, and tells what is lost. */

import type { SessionRow } from "../contract";
import { adoptCopies } from "../store/adopting";
import { onStoreChange, tellStoreChange } from "../store/changes";
import { read, write } from "../store/db";
import { saveDraft } from "../store/drafts";
import { saveReference } from "../store/reference";
import type { VaultRow } from "../store/schema";
import { evicted } from "./canary";
import { draft, practising } from "./form/draft";
import { say } from "./shell/said";
import { counts, reference } from "./state";
import { t } from "./text";
import { number } from "./words";

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

async function revive(): Promise<void> {
  const before = known;
  const [, vaults] = await patiently(rows);
  if (!before || vaults.length) return;
  const lost = counts.value?.unsent ?? 0;
  const [session, vault] = before;
  await write(["session", "vaults"], (rooms) => Promise.all([rooms.session.put(session, "current"), rooms.vaults.put(vault)]));
  if (reference.value) await saveReference(reference.value, undefined, vault.user_id);
  // What is being typed was kept there too.
  if (draft.value && !practising.value) await saveDraft(draft.value);
  const back = await adoptCopies().catch(() => 0);
  if (lost > back) evicted.value = { unsent: lost - back, at: new Date().toISOString() };
  else say(t("Simpanan HP ini dihapus peramban. %(n)s pendaftaran yang belum terkirim dipulihkan dari salinannya.", { n: number(back) }));
  tellStoreChange({ about: "vault" });
}
