/** Has the office open again what was sealed for a reading key that is gone: a forgotten PIN costs a sign-in. */

import { finishRekeying, reseal, shutFor, type Shut } from "../store/rekeying";
import { openSealed } from "./api";
import type { Run } from "./steps";

/** The office takes 200 at a time. */
const A_PAGE = 100;

export async function recover({ userId, caller }: Run): Promise<void> {
  const shut = await shutFor(userId);
  if (!shut) return;
  // A draft may correct an entry under the same id, so each room is asked for by itself.
  for (const room of ["drafts", "entries"] as const) await openAgain(shut.filter((one) => one.room === room));
  await finishRekeying(userId);

  async function openAgain(all: Shut[]): Promise<void> {
    for (let from = 0; from < all.length; from += A_PAGE) {
      const page = all.slice(from, from + A_PAGE);
      const { opened } = await openSealed(caller, page.map(({ item }) => item));
      const texts = new Map(opened.map(({ id, content }) => [id, content]));
      await Promise.all(page.map((one) => texts.has(one.item.id) && reseal(userId, one, texts.get(one.item.id))));
    }
  }
}
