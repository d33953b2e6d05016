/** Where the volunteer has been lately: the next form begins there, the top bar says it. */

import { computed, signal } from "@preact/signals";
import { listEntryRows, readEntry } from "../store/entries";
import type { Seed } from "./form/draft";
import { reference } from "./state";

interface Place {
  village_code: string;
  hamlet?: string;
  saved_at: string;
}

const LOOK_BACK = 30;
const visited = signal<Place[]>([]);

/** Village codes, the last one first, each once. */
export const lastPlaces = computed(() => [...new Set(visited.value.map(({ village_code }) => village_code))]);

/** Today's place, to start the next form with; empty on a new day. */
export const placeToday = computed<Seed>(() => {
  const last = visited.value[0];
  if (!last || new Date(last.saved_at).toDateString() !== new Date().toDateString()) return {};
  const { village_code, hamlet } = last;
  return { village_code, ...(hamlet && { hamlet }) };
});

/** "Sukamekar" once something was saved there today, else the territory. */
export const whereNow = computed(() => {
  const code = placeToday.value.village_code;
  const lists = reference.value;
  return lists?.villages.find((village) => village.code === code)?.name ?? lists?.territory?.name ?? "";
});

export async function recallPlaces(userId: string): Promise<void> {
  const rows = await listEntryRows({ userId, limit: LOOK_BACK });
  const hamlet = rows[0] && (await readEntry(rows[0].id))?.registration.hamlet;
  visited.value = rows.map(({ face, saved_at }, i) => ({
    village_code: face.village_code ?? "",
    ...(i === 0 && hamlet && { hamlet }),
    saved_at,
  }));
}
