/** The screens of rest.ts, from the moment they are asked for or the phone has nothing else to do. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Notice } from "./pieces/notice";
import { t } from "./text";

type Rest = typeof import("./rest");

const rest = signal<Rest | undefined>(undefined);
const failed = signal(false);

/** Fetch them while the thumb rests, so that the next tap finds its screen ready. */
export async function fetchRest(): Promise<void> {
  failed.value = false;
  try {
    rest.value = await import("./rest");
  } catch {
    failed.value = true;
  }
}

/** One of them; until it has come, its place is empty. part: of another screen, which does not hurry for it. */
export function Later({ screen, part }: { screen: keyof Rest; part?: true }) {
  useEffect(() => void (part || rest.value || fetchRest()), []);
  const Screen = rest.value?.[screen];
  if (Screen) return <Screen />;
  return failed.value && !part ? <Missing /> : null;
}

/** Only before the worker has kept the whole app: from then on nothing comes from the network. */
const Missing = () => (
  <Notice tone="phone" icon="warning">
    {t("Bagian ini belum ada di HP. Buka lagi di tempat bersinyal.")}{" "}
    <button type="button" class="quiet" onClick={() => void fetchRest()}>
      {t("Coba lagi")}
    </button>
  </Notice>
);
