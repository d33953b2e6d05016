/** Photos on their way: how much waits, what for, and a button for those who do not want to wait. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PhotoRequest } from "../../store/photos";
import { sendPhotosNow } from "../../sync/photos-now";
import { sparing } from "../../sync/sparing";
import { kilobytes } from "../keeping/traffic";
import { Notice } from "../pieces/notice";
import { sync } from "../state";
import { counted, t } from "../text";

/** requests: those whose photo rests on this phone. */
export function PhotosWaiting({ requests }: { requests: PhotoRequest[] }) {
  const spared = useSignal<Awaited<ReturnType<typeof sparing>>>(undefined);
  const pressed = useSignal(false);
  const { phase } = sync.value;
  // Looked at anew after each try: a charger and a data saver come and go.
  useEffect(() => void sparing().then((found) => (spared.value = found)), [phase]);
  if (!requests.length) return null;
  const size = kilobytes(requests.reduce((sum, { waiting = 0 }) => sum + waiting, 0));
  const send = async () => {
    pressed.value = true;
    await sendPhotosNow();
    pressed.value = false;
  };
  return (
    <Notice tone="phone" icon="camera">
      <p>{counted("%(n)s foto KTP menunggu dikirim, kira-kira %(size)s.", requests.length, { size })}</p>
      <p class="small">{whatFor(spared.value)}</p>
      {requests.some(({ trouble }) => trouble === "kept") && (
        <p class="small">{t("Kantor belum bisa menerima fotonya. Foto tetap tersegel di HP ini dan ditawarkan lagi.")}</p>
      )}
      {spared.value && (
        <button type="button" class="quiet" disabled={phase !== "idle" || pressed.value} onClick={() => void send()}>
          {t("Kirim foto sekarang")}
        </button>
      )}
    </Notice>
  );
}

function whatFor(spared: "data" | "battery" | undefined): string {
  if (spared === "data") return t("HP ini sedang hemat data, jadi foto menunggu. Pendaftaran tetap dikirim.");
  if (spared === "battery") return t("Baterai hampir habis, jadi foto menunggu. Pendaftaran tetap dikirim.");
  return t("Dikirim sendiri saat ada sinyal, sesudah semua pendaftaran.");
}
