/** Remembers when this phone last spoke with the server and how much data that cost. */

import { read, write } from "./db";
import type { ServerRow, TimesRow } from "./schema";
import { getState } from "./state";

export const readTimes = (): Promise<TimesRow | undefined> =>
  read(["state"], (rooms) => getState(rooms.state, "times"));

/** What the server last said about itself. */
export const readServer = (): Promise<ServerRow | undefined> =>
  read(["state"], (rooms) => getState(rooms.state, "server"));

/** Note one run: when it was tried, whether it went through, and the bytes it gave to the network. */
export const addTry = (triedAt: string, succeeded: boolean, bytes: number): Promise<unknown> =>
  write(["state"], async (rooms) => {
    const before = await getState(rooms.state, "times");
    const month = triedAt.slice(0, 7);
    const sent = before?.bytes_sent ?? {};
    const row: TimesRow = {
      ...before,
      last_tried_at: triedAt,
      ...(succeeded && { last_success_at: triedAt }),
      bytes_sent: { ...sent, [month]: (sent[month] ?? 0) + bytes },
    };
    return rooms.state.put(row, "times");
  });
