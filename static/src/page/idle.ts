/** Locks what can be read when nobody has touched the phone for a while, but never under a thumb at work. */

import { lockUp } from "../store/vault";
import { flush } from "./form/draft";

/** Without a touch; and out of sight, where a pocket or another person may have the phone. */
const IDLE_MS = 2 * 60_000;
const HIDDEN_MS = 60_000;
/** Our own button opened the camera or a list of apps: the volunteer comes back from there. */
const GRACE_MS = 5 * 60_000;

let touched = Date.now();
let hiddenSince: number | undefined;
let grace = 0;

/** The app itself is sending the volunteer elsewhere for a moment. */
export function expectReturn(): void {
  grace = Date.now() + GRACE_MS;
}

export function watchIdle(): void {
  for (const event of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(event, () => (touched = Date.now()), { passive: true, capture: true });
  }
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenSince = Date.now();
    else {
      lockIfDue();
      hiddenSince = undefined;
      touched = Date.now();
    }
  });
  setInterval(lockIfDue, 5_000);
}

function lockIfDue(): void {
  const now = Date.now();
  // Not for longer, when the clock jumped back meanwhile.
  if (now < grace && now > grace - GRACE_MS) return;
  const away = hiddenSince !== undefined && now - hiddenSince > HIDDEN_MS;
  // A clock that jumped back must not keep the vault open.
  if (away || now - touched > IDLE_MS || now < touched) void lockNow();
}

/** What was typed is written down first. */
export async function lockNow(): Promise<void> {
  await flush();
  lockUp();
}
