/** "42 di HP = 42 di kantor": compared item by item, and signed by the office. */

import { useSignal } from "@preact/signals";
import { readFeed } from "../../store/feed";
import { compareNow } from "../../sync/run";
import { Notice } from "../pieces/notice";
import { reference, userId, vault } from "../state";
import { useStored } from "../stored";
import { t } from "../text";
import { number, when } from "../words";
import { signedByOffice } from "./signature";

/** Of half a second each. */
const TRIES = 60;

export function Agreement() {
  const busy = useSignal(false);
  const found = useStored("entries", compared, [userId.value, busy.value, reference.value?.version]).value;
  const compare = async () => {
    busy.value = true;
    // While another sync is under way nothing is compared: it is asked again.
    for (let tries = 0; tries < TRIES && (await compareNow()).outcome === "busy"; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    busy.value = false;
  };
  return (
    <section class="sheet-part">
      <h2>{t("Sama dengan kantor")}</h2>
      {found?.at ? <Word {...found} at={found.at} /> : <p>{t("Belum pernah dibandingkan. HP membandingkannya sendiri sekali sehari.")}</p>}
      <button type="button" class="quiet wide" disabled={busy.value || vault.value !== "open"} onClick={() => void compare()}>
        {busy.value ? t("Membandingkan") : t("Bandingkan sekarang")}
      </button>
    </section>
  );
}

interface Compared {
  here: number;
  there: number;
  at?: string;
  /** undefined: this browser cannot check it. */
  signed: boolean | undefined;
}

function Word({ here, there, at, signed }: Compared & { at: string }) {
  const same = here === there;
  return (
    <Notice tone={same ? "approved" : "phone"} icon={same ? "safe" : "warning"}>
      <p>
        <b>{t("%(here)s di HP %(sign)s %(there)s di kantor", { here: number(here), sign: same ? "=" : "≠", there: number(there) })}</b>
      </p>
      <p class="small">
        {t("Dibandingkan %(when)s.", { when: when(at) })} {signed === true && t("Ditandatangani kantor.")}
        {signed === false && t("Tanda tangan kantor tidak cocok. Beri tahu penyelia.")}
      </p>
      {!same && <p class="small">{t("Yang belum ada di kantor dikirim lagi dengan sendirinya.")}</p>}
    </Notice>
  );
}

async function compared(): Promise<Compared> {
  const { receipts = [], reconciled_at, offered } = await readFeed(userId.value);
  const there = receipts.reduce((sum, { count }) => sum + count, 0);
  const here = offered ?? there;
  const signed = await signedByOffice(receipts, reference.value?.receipt_key);
  return { here, there, signed, ...(reconciled_at && receipts.length && { at: reconciled_at }) };
}
