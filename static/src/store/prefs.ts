/** What this phone's volunteer chose about the app itself. */

import { read, write } from "./db";
import type { PrefsRow } from "./schema";
import { getState } from "./state";

export const readPrefs = async (): Promise<PrefsRow> => (await read(["state"], ({ state }) => getState(state, "prefs"))) ?? {};

export const patchPrefs = (patch: PrefsRow): Promise<unknown> =>
  write(["state"], async ({ state }) => state.put({ ...(await getState(state, "prefs")), ...patch }, "prefs"));
