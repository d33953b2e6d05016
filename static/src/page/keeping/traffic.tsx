/** What waits, what it will cost, and when the phone last got through. */

import { waitingPhotos } from "../../store/photos";
import { readTimes } from "../../store/times";
import { counts, sync, userId } from "../state";
import { useStored } from "../stored";
import { counted, t } from "../text";
import { month, number, today, when } from "../words";

/** Bytes a registration takes in a packed batch (docs/performance.md). */
const BYTES_EACH = 110;

export function Traffic() {
  const times = useStored("sync", readTimes, []).value;
  const photos = useStored("photos", () => waitingPhotos(userId.value), [userId.value]).value ?? [];
  const unsent = counts.value?.unsent ?? 0;
  const period = today().slice(0, 7);
  const last = sync.value.last_success_at;
  return (
    <section class="sheet-part">
      <h2>{t("Pengiriman")}</h2>
      <dl class="answers">
        <div>
          <dt>{t("Menunggu dikirim")}</dt>
          <dd>{unsent ? counted("%(n)s pendaftaran, kira-kira %(size)s", unsent, { n: number(unsent), size: kilobytes(unsent * BYTES_EACH) }) : t("Tidak ada")}</dd>
        </div>
        {photos.length > 0 && (
          <div>
            <dt>{t("Foto KTP menunggu")}</dt>
            <dd>{counted("%(n)s foto, %(size)s", photos.length, { size: kilobytes(photos.reduce((sum, { sealed }) => sum + sealed.box.length, 0)) })}</dd>
          </div>
        )}
        <div>
          <dt>{t("Terakhir tersambung")}</dt>
          <dd>{last ? when(last) : t("Belum pernah")}</dd>
        </div>
        <div>
          <dt>{t("Data terpakai %(month)s", { month: month(period) })}</dt>
          <dd>{kilobytes(times?.bytes_sent[period] ?? 0)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** 5_300 -> "6 kB" */
export const kilobytes = (bytes: number): string => `${number(Math.ceil(bytes / 1000))} kB`;
