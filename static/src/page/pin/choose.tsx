/** Buat PIN: once after the first sign-in, and again after a forgotten one. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sealOlder } from "../../store/older";
import { choosePin, furnish, readVault } from "../../store/vault";
import { Problem, getPhone } from "../../sync/api";
import { syncNow } from "../../sync/run";
import { Notice } from "../pieces/notice";
import { Screen } from "../screen";
import { session, userId } from "../state";
import { t } from "../text";
import { PIN_LENGTH, PinBox } from "./box";

export function ChoosePin() {
  const pin = useSignal("");
  const again = useSignal("");
  const trouble = useSignal<{ pin?: string; again?: string; all?: string }>({});
  const busy = useSignal(false);
  useEffect(() => void furnished().catch(() => undefined), []);

  const choose = async () => {
    const weak = weakness(pin.value);
    if (weak) return void (trouble.value = { pin: weak });
    if (pin.value !== again.value) return void (trouble.value = { again: t("Kedua PIN belum sama. Ketik sekali lagi.") });
    busy.value = true;
    trouble.value = {};
    try {
      await furnished();
      await choosePin(userId.value, pin.value);
      await sealOlder(userId.value);
      void syncNow("start");
    } catch (error) {
      busy.value = false;
      if (!(error instanceof Problem)) throw error;
      trouble.value = { all: t("Untuk memasang PIN, HP ini perlu tersambung sekali ke kantor. Isian yang ada tetap aman.") };
    }
    busy.value = false;
  };

  return (
    <Screen
      title={t("Buat PIN")}
      action={
        <button type="submit" form="choose-pin" class="primary" disabled={busy.value}>
          {busy.value ? t("Memasang PIN") : t("Pasang PIN")}
        </button>
      }
    >
      <p>{t("PIN menjaga data pekerja bila HP ini hilang. Pilih 6 angka yang mudah Anda ingat dan sulit ditebak orang.")}</p>
      <form
        id="choose-pin"
        class="pin-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void choose();
        }}
      >
        <PinBox id="new-pin" label={t("PIN baru, %(n)s angka", { n: PIN_LENGTH })} value={pin.value} onPin={(text) => (pin.value = text)} error={trouble.value.pin} />
        <PinBox id="new-pin-again" label={t("Ketik PIN sekali lagi")} value={again.value} onPin={(text) => (again.value = text)} error={trouble.value.again} />
      </form>
      <div role="alert">
        {trouble.value.all && (
          <Notice tone="phone" icon="warning">
            {trouble.value.all}
          </Notice>
        )}
      </div>
      <p class="small">{t("Bila lupa PIN, masuk lagi dengan kata sandi. Yang belum terkirim tidak hilang.")}</p>
    </Screen>
  );
}

/** A phone that signed in before there were vaults asks for the office's key now. */
async function furnished(): Promise<void> {
  if ((await readVault(userId.value))?.office) return;
  const phone = await getPhone({ token: session.value?.token ?? "", meter: { bytes: 0 } });
  await furnish(userId.value, phone);
}

/** Six digits, not all the same, not counted up or down. */
export function weakness(pin: string): string | undefined {
  if (pin.length !== PIN_LENGTH) return t("PIN harus %(n)s angka.", { n: PIN_LENGTH });
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => Number(digit) - Number(pin[i])));
  const [step] = steps;
  const easy = steps.size === 1 && Math.abs(step ?? 9) <= 1;
  return easy ? t("PIN ini terlalu mudah ditebak. Pilih angka lain.") : undefined;
}
