/** A registration's life told in steps: what has happened, where it is, what comes after. */

import type { EntryFacts } from "../../contract";
import { Icon, type IconName } from "../icons";
import { t } from "../text";
import { when } from "../words";
import { standing } from "./state";

interface LifeStep {
  words: string;
  note?: string;
  icon: IconName;
  done: boolean;
}

export function Life({ entry }: { entry: EntryFacts }) {
  const steps = lifeOf(entry);
  const now = steps.filter(({ done }) => done).length - 1;
  return (
    <ol class="life" aria-label={t("Perjalanan pendaftaran")}>
      {steps.map(({ words, note, icon, done }, index) => (
        <li key={words} class={done ? "done" : ""} aria-current={index === now ? "step" : undefined}>
          <b>
            <Icon name={icon} />
          </b>
          <p>
            {words}
            {note && <small>{note}</small>}
          </p>
        </li>
      ))}
    </ol>
  );
}

export function lifeOf(entry: EntryFacts): LifeStep[] {
  const { state, status = "received", saved_at, sent_at, received_at, decided_at } = entry;
  const arrived = state === "sent";
  const decided = arrived && status !== "received";
  const { words, icon } = standing(entry);
  const passed = !decided || ["approved", "handed_over", "registered", "refused"].includes(status);
  const at = (instant: string | null | undefined) => (instant ? { note: when(instant) } : {});
  return [
    { words: t("Tersimpan di HP"), icon: "phone", done: true, ...at(saved_at) },
    state === "invalid" || state === "conflict"
      ? { words, icon, done: true, ...at(sent_at) }
      : { words: arrived ? t("Terkirim") : t("Menunggu dikirim"), icon: "sent", done: arrived, ...at(received_at ?? sent_at) },
    decided
      ? { words: passed ? t("Disetujui") : words, icon: passed ? "check" : icon, done: true, ...at(decided_at) }
      : { words: t("Diperiksa penyelia"), icon: "clock", done: false },
    ...(passed ? afterApproval(status) : []),
  ];
}

function afterApproval(status: string): LifeStep[] {
  const handed = ["handed_over", "registered", "refused"].includes(status);
  return [
    { words: t("Diserahkan ke BPJS"), icon: "office", done: handed },
    status === "refused"
      ? { words: t("Ditolak BPJS"), icon: "cross", done: true }
      : { words: t("Terdaftar di BPJS"), icon: "safe", done: status === "registered" },
  ];
}
