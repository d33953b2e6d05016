/** What the steps of one meeting with the server share. */

import type { SyncReport } from "../contract";
import type { Caller } from "./api";

export interface Run {
  readonly userId: string;
  readonly caller: Caller;
  /** The same phone at the slot for sealed work. */
  readonly depositor: Caller;
  readonly report: SyncReport;
  /** Batch ids and digests already offered in this run: each gets one chance. */
  readonly offered: Set<string>;
  /** How much was refused as a whole since the last batch that was taken. */
  refused: number;
}

export type Step = (run: Run) => Promise<void>;
