/** Where a registration stands, in one word, one colour and one icon. */

import type { Entry } from "../../contract";
import type { IconName } from "../icons";
import type { Tone } from "../pieces/notice";
import { t } from "../text";

export interface Standing {
  tone: Tone;
  icon: IconName;
  words: string;
}

export function standing(entry: Entry): Standing {
  switch (entry.state) {
    case "unsent":
      return { tone: "phone", icon: "phone", words: t("Belum terkirim") };
    case "invalid":
    case "conflict":
      return { tone: "phone", icon: "warning", words: t("Perlu diperbaiki") };
    case "sent":
      return atTheOffice(entry);
  }
}

/** It waits for the volunteer: something came back, or could not be taken. */
export const needsMending = ({ state, status }: Entry): boolean =>
  state === "invalid" || state === "conflict" || (state === "sent" && status === "returned");

/** The office has not decided yet, so the volunteer may still change it. */
export const mayChange = ({ state, status = "received" }: Entry): boolean =>
  state === "unsent" || (state === "sent" && status === "received");

function atTheOffice({ status = "received" }: Entry): Standing {
  switch (status) {
    case "received":
      return { tone: "sent", icon: "sent", words: t("Terkirim") };
    case "approved":
      return { tone: "approved", icon: "check", words: t("Disetujui") };
    case "returned":
      return { tone: "returned", icon: "returned", words: t("Dikembalikan") };
    case "rejected":
      return { tone: "rejected", icon: "cross", words: t("Ditolak") };
    case "merged":
      return { tone: "sent", icon: "twins", words: t("Sudah terdaftar") };
    case "handed_over":
      return { tone: "approved", icon: "office", words: t("Diserahkan ke BPJS") };
    case "registered":
      return { tone: "approved", icon: "safe", words: t("Terdaftar") };
    case "refused":
      return { tone: "rejected", icon: "cross", words: t("Ditolak BPJS") };
  }
}
