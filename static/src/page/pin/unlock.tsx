/** Buka: six digits, and what was written on this phone can be read again. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../pieces/notice";
import { tryPin } from "../../store/vault";
import { Languages } from "../languages";
import { href } from "../route";
import { Screen } from "../screen";
import { session, userId } from "../state";
import { counted, t } from "../text";
import { PIN_LENGTH, PinBox } from "./box";

export function Unlock() {
  const pin = useSignal("");
  const left = useSignal<number | undefined>(undefined);
  const busy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const open = async () => {
    if (busy.value || pin.value.length < PIN_LENGTH) return;
    busy.value = true;
    try {
      const answer = await tryPin(userId.value, pin.value);
      // Opened: this screen goes by itself.
      if (answer !== "open") left.value = answer;
    } finally {
      busy.value = false;
      pin.value = "";
    }
  };
  const write = (text: string) => {
    pin.value = text;
    if (text.length === PIN_LENGTH) void open();
  };

  return (
    <Screen title={t("Buka dengan PIN")} quiet>
      <p>{session.value?.user.full_name}</p>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <PinBox id="pin" label={t("PIN 6 angka")} value={pin.value} onPin={write} busy={busy.value} />
        <button type="submit" class="unseen">
          {t("Buka")}
        </button>
      </form>
      <div role="status">{busy.value && <p class="small">{t("Membuka")}</p>}</div>
      <div role="alert">{left.value !== undefined && left.value > 0 && !busy.value && <Wrong left={left.value} />}</div>
      <a class="quiet wide" href={href("masuk/lupa")}>
        {t("Lupa PIN")}
      </a>
      <p class="small">{t("Kiriman, Target, dan Bantuan bisa dilihat tanpa PIN. Yang belum terkirim tetap dikirim.")}</p>
      <Languages />
    </Screen>
  );
}

const Wrong = ({ left }: { left: number }) => (
  <Notice tone="rejected" icon="warning">
    {left > 3
      ? counted("PIN belum cocok. Masih %(n)s kali.", left)
      : counted("PIN belum cocok. Masih %(n)s kali, lalu isian di HP ini hanya bisa dibuka lagi dengan masuk lewat jaringan.", left)}
  </Notice>
);
