/** A few megabytes that mean nothing, to be thrown overboard when the disk is full and somebody has to be saved. */

import { read, write } from "./db";
import { getState } from "./state";

const SIZE = 4 * 2 ** 20;
/** With less than this free the phone needs the room more than we do. */
const AMPLE = 20 * SIZE;

/** Take it aboard while there is room; done once. */
export async function takeBallast(): Promise<void> {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < AMPLE) return;
  if (await read(["state"], ({ state }) => getState(state, "ballast"))) return;
  // Random, because the browser packs what repeats itself.
  const weight = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += 65_536) crypto.getRandomValues(weight.subarray(at, at + 65_536));
  await write(["ballast", "state"], ({ ballast, state }) => Promise.all([ballast.put(weight, "current"), state.put(true, "ballast")]));
}
