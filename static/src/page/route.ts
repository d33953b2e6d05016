/** Where the volunteer is: the hash of the address, so that the phone's own back button walks back through the steps. */

import { computed, signal } from "@preact/signals";

export interface Route {
  /** First part of the hash: daftar, tersimpan, kunjungan, kiriman, target, bantuan, akun, masuk. */
  place: string;
  /** The id of a draft or an entry. */
  id: string;
  /** A step of the form: 1..4 or "periksa". */
  step: string;
  /** A question of that step to begin at. */
  field: string;
}

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

export const route = computed<Route>(() => {
  const [place, id = "", step = "", field = ""] = hash.value.replace(/^#?\/?/, "").split("/");
  return { place: place || "daftar", id, step, field };
});

/** "daftar/ID/2" -> the address of a link. */
export const href = (path: string): string => `#/${path}`;

export function go(path: string): void {
  location.hash = href(path);
}

/** Go there without leaving the place left behind in the phone's back list. */
export function goInstead(path: string): void {
  history.replaceState(history.state, "", href(path));
  hash.value = location.hash;
}
