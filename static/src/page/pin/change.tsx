/** Ganti PIN: the same key behind other digits; nothing has to be sealed anew. */

import { useSignal } from "@preact/signals";
import { changePin } from "../../store/vault";
import { Sheet } from "../pieces/sheet";
import { say } from "../shell/said";
import { userId } from "../state";
import { t } from "../text";
import { PinBox } from "./box";
import { weakness } from "./choose";

export function ChangePin({ onDone }: { onDone: () => void }) {
  const old = useSignal("");
  const pin = useSignal("");
  const trouble = useSignal<{ old?: string; pin?: string }>({});
  const change = async () => {
    const weak = weakness(pin.value);
    if (weak) return void (trouble.value = { pin: weak });
    const done = await changePin(userId.value, old.value, pin.value).catch((error: unknown) => {
      onDone();
      throw error;
    });
    if (!done) return void (trouble.value = { old: t("PIN lama belum cocok.") });
    say(t("PIN diganti."));
    onDone();
  };
  return (
    <Sheet title={t("Ganti PIN")} onClose={onDone}>
      <form
        class="pin-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PinBox id="old-pin" label={t("PIN lama")} value={old.value} onPin={(text) => (old.value = text)} error={trouble.value.old} />
        <PinBox id="other-pin" label={t("PIN baru")} value={pin.value} onPin={(text) => (pin.value = text)} error={trouble.value.pin} />
        <button type="submit" class="primary">
          {t("Ganti PIN")}
        </button>
      </form>
      <button type="button" class="quiet" onClick={onDone}>
        {t("Batal")}
      </button>
    </Sheet>
  );
}
