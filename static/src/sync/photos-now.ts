/** "Kirim foto sekarang": sends photos although the phone asks to be spared, after what always goes first. */

import type { SyncReport } from "../contract";
import { readSession } from "../store/session";
import { meet } from "./meeting";
import { sendPhotosAnyway } from "./photos";
import { hearChanges } from "./receive";
import { deliverAll } from "./refusals";

export const sendPhotosNow = (): Promise<SyncReport> => meet("button", { readSession, steps: [deliverAll, hearChanges, sendPhotosAnyway] });
