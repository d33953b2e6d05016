/** Where a registration stands, in one word, one colour and one icon. */

import type { EntryFacts, RegistrationStatus } from "../../contract";
import type { IconName } from "../icons";
import type { Tone } from "../pieces/notice";
import { t } from "../text";

export interface Standing {
  tone: Tone;
  icon: IconName;
  words: string;
}

export function standing({ state, status = "received", in_custody }: EntryFacts): Standing {
  if (in_custody && status === "received") return { tone: "sent", icon: "office", words: t("Dititipkan") };
  if (state === "unsent") return { tone: "phone", icon: "phone", words: t("Belum terkirim") };
  if (state !== "sent") return { tone: "phone", icon: "warning", words: t("Perlu diperbaiki") };
  const known = atTheOffice();
  // A newer office may use a word this app has not learnt: it has the registration, that much is sure.
  const [tone, icon, words] = known[status] ?? known.received;
  return { tone, icon, words };
}

/** It waits for the volunteer: something came back, or could not be taken. */
export const needsMending = ({ state, status }: EntryFacts): boolean =>
  state === "invalid" || state === "conflict" || (state === "sent" && status === "returned");

/** The office has not decided yet, so the volunteer may still change it. */
export const mayChange = ({ state, status = "received" }: EntryFacts): boolean =>
  state === "unsent" || (state === "sent" && status === "received");

const atTheOffice = (): Record<RegistrationStatus, [Tone, IconName, string]> => ({
  received: ["sent", "sent", t("Terkirim")],
  approved: ["approved", "check", t("Disetujui")],
  returned: ["returned", "returned", t("Dikembalikan")],
  rejected: ["rejected", "cross", t("Ditolak")],
  merged: ["sent", "twins", t("Sudah terdaftar")],
  handed_over: ["approved", "office", t("Diserahkan ke BPJS")],
  registered: ["approved", "safe", t("Terdaftar")],
  refused: ["rejected", "cross", t("Ditolak BPJS")],
});
