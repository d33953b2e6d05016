/** A worker with a wage belongs elsewhere (PU): say so early, and stop kindly. */

import { useSignal } from "@preact/signals";
import { Icon } from "../icons";
import { Sheet } from "../pieces/sheet";
import { go } from "../route";
import { t } from "../text";
import { removeDraft } from "../../store/drafts";
import { closeDraft, draft } from "./draft";

export function WageEarner() {
  const open = useSignal(false);
  const stop = async () => {
    const id = draft.value?.id;
    closeDraft();
    if (id) await removeDraft(id);
    go("kunjungan/bergaji");
  };
  return (
    <>
      <button type="button" class="link" onClick={() => (open.value = true)}>
        <Icon name="help" /> {t("Pekerja pabrik atau bergaji?")}
      </button>
      {open.value && (
        <Sheet title={t("Pekerja bergaji didaftarkan perusahaannya")} onClose={() => (open.value = false)}>
          <p>{t("Orang yang menerima gaji dari perusahaan atau pemberi kerja adalah peserta PU. Jangan didaftarkan di sini.")}</p>
          <p>{t("Sampaikan: tanyakan ke bagian personalia, atau hubungi BPJS Ketenagakerjaan di nomor 175.")}</p>
          <button type="button" class="primary" onClick={() => (open.value = false)}>
            {t("Bukan, ia bekerja sendiri")}
          </button>
          <button type="button" class="quiet" onClick={() => void stop()}>
            {t("Ya, hentikan dan catat kunjungan")}
          </button>
        </Sheet>
      )}
    </>
  );
}
