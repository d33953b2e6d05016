/** What the volunteer should know whatever screen is open. */

import type { ComponentChildren } from "preact";
import { signal } from "@preact/signals";
import { onStoreChange } from "../../store/changes";
import { acceptLoss, evicted } from "../canary";
import { clockAhead } from "../clock";
import { formOpen } from "../form/draft";
import { Notice } from "../pieces/notice";
import { href } from "../route";
import { counts, outdated } from "../state";
import { kept } from "../storage";
import { counted, t } from "../text";
import { installUpdate, updateReady } from "../update";
import { date, localDay, number, when } from "../words";
import { Said } from "./said";

/** Without the browser's promise to keep it, this much unsent is too much. */
const TOO_MUCH = 20;
/** In minutes. */
const A_DAY = 1440;

/** An old tab holds the database, or the disk is full. */
const blocked = signal(false);
const full = signal(false);
/** Something else could not be written, and nobody nearer to it has said so; until something can. */
const refused = signal(false);
onStoreChange(({ about }) => {
  if (about === "blocked") blocked.value = true;
  if (about === "full") full.value = true;
  if (about !== "sync") refused.value = false;
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof DOMException) refused.value = true;
});

export function Banners() {
  const unsent = counts.value?.unsent ?? 0;
  return (
    <div class="banners" role="status">
      <Said />
      {evicted.value && (
        <Warning>
          <p>
            {counted("Peramban HP ini menghapus simpanan Jangkau: %(n)s pendaftaran yang belum terkirim hilang (tercatat %(when)s). Bila pernah diekspor, masuk lalu impor berkasnya di Simpanan.", evicted.value.unsent, {
              n: number(evicted.value.unsent),
              when: when(evicted.value.at),
            })}
          </p>
          <button type="button" class="quiet" onClick={acceptLoss}>
            {t("Mengerti")}
          </button>
        </Warning>
      )}
      {blocked.value && <Warning>{t("Jangkau terbuka di tab lain dengan versi lama. Tutup tab itu, lalu lanjutkan di sini.")}</Warning>}
      {full.value && (
        <Warning>
          {t("Ruang HP hampir habis. Yang baru Anda simpan tetap aman. Kosongkan sedikit ruang HP, atau kirim sekarang.")}
        </Warning>
      )}
      {refused.value && !outdated.value && <Warning>{t("HP ini menolak menyimpan. Kosongkan sedikit ruang HP, lalu coba lagi.")}</Warning>}
      {kept.value === false && unsent >= TOO_MUCH && (
        <Warning>
          {t("%(n)s belum terkirim, dan HP ini belum berjanji menyimpannya tetap. Kirim hari ini, atau", { n: number(unsent) })} <a href={href("simpanan")}>{t("ekspor berkas")}</a>.
        </Warning>
      )}
      {clockAhead.value !== 0 && (
        <Warning>
          {Math.abs(clockAhead.value) > A_DAY
            ? t("Jam HP ini menunjukkan %(date)s. Betulkan di Setelan, agar waktu pendaftaran benar.", { date: date(localDay(new Date())) })
            : clockAhead.value > 0
            ? t("Jam HP ini lebih cepat %(n)s menit dari jam kantor. Betulkan di Setelan, agar waktu pendaftaran benar.", { n: number(clockAhead.value) })
            : t("Jam HP ini lebih lambat %(n)s menit dari jam kantor. Betulkan di Setelan, agar waktu pendaftaran benar.", { n: number(-clockAhead.value) })}
        </Warning>
      )}
      {outdated.value && (
        <Warning>
          {t("Jangkau dibuka dengan versi lebih baru. Muat ulang halaman ini.")}{" "}
          <button type="button" class="quiet" onClick={() => location.reload()}>
            {t("Muat ulang")}
          </button>
        </Warning>
      )}
      {updateReady.value && !formOpen.value && (
        <Notice tone="calm" icon="check">
          {t("Versi baru siap. Semua isian tetap ada.")}{" "}
          <button type="button" class="quiet" onClick={installUpdate}>
            {t("Pasang")}
          </button>
        </Notice>
      )}
    </div>
  );
}

const Warning = ({ children }: { children: ComponentChildren }) => (
  <Notice tone="phone" icon="warning">
    {children}
  </Notice>
);
