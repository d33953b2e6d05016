/** Keeps the volunteer's months as the server counted them, to be read without a network. */

import type { Progress } from "../contract";
import { read } from "./db";

/** period is "2026-11". */
export const readProgress = (userId: string, period: string): Promise<Progress | undefined> =>
  read(["progress"], (rooms) => rooms.progress.get([userId, period]));
