/** Remembers who is signed in on this phone; forgetting it never touches what was written. */

import type { Session } from "../contract";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import { isOpen, openFor, sealFor } from "./vault";

export async function readSession(): Promise<Session | undefined> {
  const row = await read(["session"], (rooms) => rooms.session.get("current"));
  if (!row?.sealed_token) return row;
  const { sealed_token, ...session } = row;
  const found = await openFor<{ token: string }>(row.user.id, row.device_id, sealed_token);
  return { ...session, ...found };
}

export async function saveSession(session: Session): Promise<void> {
  await write(["session"], (rooms) => rooms.session.put(session, "current"));
  tellStoreChange({ about: "session" });
}

/** Once the vault is open, the token rests as sealed as the work it sends. */
export async function sealToken(): Promise<void> {
  const row = await read(["session"], (rooms) => rooms.session.get("current"));
  if (!row?.token || !isOpen(row.user.id)) return;
  const { token, ...rest } = row;
  const sealed_token = await sealFor(row.user.id, "draft", row.device_id, { token });
  await write(["session"], async (rooms) => {
    const now = await rooms.session.get("current");
    if (now?.device_id === row.device_id) await rooms.session.put({ ...rest, sealed_token }, "current");
  });
}

/** The server refused this phone's token: remember that, unless somebody signed in meanwhile. */
export async function expireSession(deviceId: string): Promise<void> {
  await write(["session"], async (rooms) => {
    const session = await rooms.session.get("current");
    if (session?.device_id === deviceId) await rooms.session.put({ ...session, expired: true }, "current");
  });
  tellStoreChange({ about: "session" });
}

export async function endSession(): Promise<void> {
  await write(["session"], (rooms) => rooms.session.delete("current"));
  tellStoreChange({ about: "session" });
}
