/** The phone's database cannot be opened: what can still be done, and never by deleting it. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asExport } from "../store/carried";
import { beginAnew } from "../store/db";
import { readCopies } from "../store/second-copy";
import { hand } from "./keeping/hand";
import { Screen } from "./screen";
import { counted, t } from "./text";
import { number } from "./words";

export function Broken() {
  const copies = useSignal<number | undefined>(undefined);
  useEffect(() => void readCopies().then(({ length }) => (copies.value = length)), []);
  const anew = async () => {
    await beginAnew();
    location.reload();
  };
  return (
    <Screen
      title={t("Simpanan HP ini tidak terbuka")}
      action={
        <button type="button" class="primary" onClick={() => location.reload()}>
          {t("Coba lagi")}
        </button>
      }
    >
      <p>{t("Peramban tidak bisa membuka simpanan Jangkau. Sering kali cukup menutup semua tab, atau memulai ulang HP, lalu coba lagi. Tidak ada yang dihapus.")}</p>
      {!!copies.value && <p>{counted("Salinan tersegel dari %(n)s pendaftaran yang belum terkirim masih ada.", copies.value, { n: number(copies.value) })}</p>}
      <div class="links">
        {!!copies.value && (
          <button type="button" class="quiet wide" onClick={() => void readCopies().then(asExport).then(hand)}>
            {t("Ekspor berkas")}
          </button>
        )}
        <button type="button" class="quiet wide" onClick={() => void anew()}>
          {t("Mulai dengan simpanan baru")}
        </button>
      </div>
      <p class="small">{t("Simpanan lama tetap ada di samping yang baru. Sesudah masuk lagi, salinan yang belum terkirim dikirim sendiri.")}</p>
    </Screen>
  );
}
