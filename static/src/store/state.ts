/** The small single facts of this phone: the last number it gave, what the server said of itself, and when. */

import type { ServerFacts } from "../contract";
import type { ServerRow, StateRows } from "./schema";

interface StateReader {
  get(key: keyof StateRows): Promise<unknown>;
}

interface StateWriter extends StateReader {
  put(value: StateRows[keyof StateRows], key: keyof StateRows): Promise<unknown>;
}

export const getState = <K extends keyof StateRows>(store: StateReader, key: K) =>
  store.get(key) as Promise<StateRows[K] | undefined>;

/** The number the next text of this device will carry. */
export const peekNumber = async (store: StateReader): Promise<number> => ((await getState(store, "counter")) ?? 0) + 1;

/** Take the next number; it is given away only if the caller's transaction completes. */
export async function takeNumber(store: StateWriter): Promise<number> {
  const number = await peekNumber(store);
  await store.put(number, "counter");
  return number;
}

/** Remember what an answer said about the server itself; returns whether there has been another backup since. */
export async function putFacts(store: StateWriter, facts: ServerFacts): Promise<boolean> {
  const before = await getState(store, "server");
  const heard_at = Date.now();
  const row: ServerRow = {
    first_epoch: before?.first_epoch ?? facts.server_epoch,
    epoch: facts.server_epoch,
    watermark: facts.backup_watermark && moment(facts.backup_watermark),
    skew_s: Math.round((heard_at - Date.parse(facts.server_time)) / 1000),
    heard_at,
  };
  await store.put(row, "server");
  return row.watermark !== before?.watermark;
}

/** The most a batch may hold on the best line: the server takes 500 items and 2 MB. */
export const MOST_ITEMS = 200;
/** Small enough to get through on a line that breaks every few seconds. */
const FEWEST_ITEMS = 10;

export const pace = async (store: StateReader): Promise<number> => (await getState(store, "pace")) ?? MOST_ITEMS;

/** After a batch that got through, twice as many; after one that was cut off, half. */
export async function changePace(store: StateWriter, gotThrough: boolean): Promise<void> {
  const now = await pace(store);
  const next = Math.min(MOST_ITEMS, Math.max(FEWEST_ITEMS, gotThrough ? now * 2 : now >> 1));
  if (next !== now) await store.put(next, "pace");
}

/** Up to which server time everything lies in a backup. */
export const watermark = async (store: StateReader) => (await getState(store, "server"))?.watermark;

/** The server's time in the one spelling that sorts as text, cut to the millisecond. */
export const moment = (serverTime: string): string => new Date(serverTime).toISOString();

/** As moment, rounded up: nothing counts as backed up because a fraction was cut off. */
export const momentAfter = (serverTime: string): string => new Date(Date.parse(serverTime) + 1).toISOString();
