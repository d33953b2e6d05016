/** Where a registration was made, when the volunteer wants it to be known: asked once, changed at any time. */

import { signal } from "@preact/signals";
import type { Registration } from "../contract";
import { patchPrefs, readPrefs } from "../store/prefs";

/** undefined: not read yet. null: never asked. */
export const locating = signal<boolean | null | undefined>(undefined);

type Place = NonNullable<Registration["location"]>;

/** A place is where the phone is for this long. */
const FRESH_MS = 10 * 60_000;
const PATIENCE_MS = 20_000;

let last: Place | undefined;

export async function recallLocating(): Promise<void> {
  locating.value = (await readPrefs()).location ?? null;
}

export async function chooseLocating(yes: boolean): Promise<void> {
  locating.value = yes;
  await patchPrefs({ location: yes });
  if (yes) findPlace();
  else last = undefined;
}

/** Look around while the form is being filled; it never waits for this. */
export function findPlace(): void {
  if (!locating.value) return;
  navigator.geolocation?.getCurrentPosition(
    ({ coords, timestamp }) => {
      last = {
        lat: rounded(coords.latitude),
        lng: rounded(coords.longitude),
        accuracy_m: Math.round(coords.accuracy),
        at: new Date(timestamp).toISOString(),
      };
    },
    () => undefined,
    { timeout: PATIENCE_MS, maximumAge: FRESH_MS, enableHighAccuracy: false },
  );
}

/** Where the phone was found lately; undefined when nobody wanted that or it was not found. */
export function placeNow(): Place | undefined {
  const fresh = last && Math.abs(Date.now() - Date.parse(last.at)) < FRESH_MS;
  return locating.value && fresh ? last : undefined;
}

/** Five decimals are about a metre: more would only be noise. */
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
