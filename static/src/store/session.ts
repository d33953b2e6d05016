/** Remembers who is signed in on this phone; forgetting it never touches what was written. */

import type { Session } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";

export const readSession = (): Promise<Session | undefined> =>
  read(["session"], (rooms) => rooms.session.get("current"));

export async function saveSession(session: Session): Promise<void> {
  await write(["session"], (rooms) => rooms.session.put(session, "current"));
  tellStoreChange({ about: "session" });
}

/** The server refused this token: remember that, unless another one was saved meanwhile. */
export async function expireSession(token: string): Promise<void> {
  await write(["session"], async (rooms) => {
    const session = await rooms.session.get("current");
    if (session?.token === token) await rooms.session.put({ ...session, expired: true }, "current");
  });
  tellStoreChange({ about: "session" });
}

export async function endSession(): Promise<void> {
  await write(["session"], (rooms) => rooms.session.delete("current"));
  tellStoreChange({ about: "session" });
}
