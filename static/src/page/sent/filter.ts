/** Which list of Kiriman is open; the true numbers open theirs. */

import { signal } from "@preact/signals";
import type { EntryQuery } from "../../store/entries";
import { t } from "../text";

export type ListName = "all" | "unsent" | "sent" | "backed_up" | "returned" | "approved" | "rejected" | "attention";

export const list = signal<ListName>("all");

/** The lists in the order of their chips. */
export const lists = (): [ListName, string][] => [
  ["all", t("Semua")],
  ["returned", t("Dikembalikan")],
  ["attention", t("Perlu diperbaiki")],
  ["unsent", t("Belum terkirim")],
  ["sent", t("Terkirim")],
  ["approved", t("Disetujui")],
  ["rejected", t("Ditolak")],
  ["backed_up", t("Tercadang")],
];

/** How the phone's store is asked for a list. */
export function asQuery(name: ListName): Pick<EntryQuery, "list" | "status"> {
  switch (name) {
    case "all":
      return {};
    case "returned":
    case "approved":
    case "rejected":
      return { status: name };
    default:
      return { list: name };
  }
}
