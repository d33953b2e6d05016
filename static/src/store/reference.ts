/** Keeps the lists of the volunteer's territory for the days without a network. */

import type { Reference } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";

/** The lists last received, whoever of this phone's users received them. */
export async function readReference(): Promise<Reference | undefined> {
  return (await stored())?.reference;
}

/** What to ask "anything newer than this?" with; undefined when the lists are another user's. */
export async function readEtag(userId: string): Promise<string | undefined> {
  const row = await stored();
  return row?.user_id === userId ? row.etag : undefined;
}

export async function saveReference(reference: Reference, etag: string | undefined, userId: string): Promise<void> {
  await write(["reference"], (rooms) => rooms.reference.put({ user_id: userId, etag, reference }, "current"));
  tellStoreChange({ about: "reference" });
}

const stored = () => read(["reference"], (rooms) => rooms.reference.get("current"));
