/** Sealed work as a file: out of a phone that finds no network, into one that does. */

import { useSignal } from "@preact/signals";
import { Unreadable, asExport, keepCarried, readExport } from "../../store/carried";
import { unsafeItems } from "../../store/leaving";
import { syncNow } from "../../sync/run";
import { expectReturn } from "../idle";
import { Notice } from "../pieces/notice";
import { counted, t } from "../text";
import { number } from "../words";
import { hand } from "./hand";

/** The office takes this many in one file. */
const A_FILE = 1_000;

export function ByHand() {
  const said = useSignal("");
  const trouble = useSignal("");

  const give = async () => {
    const items = await unsafeItems();
    for (let from = 0; from < items.length; from += A_FILE) {
      const part = items.slice(from, from + A_FILE);
      await hand(await asExport(part), from / A_FILE);
    }
    said.value = items.length
      ? counted("Berkas berisi %(n)s isian tersegel. Hanya kantor yang bisa membukanya. Serahkan kepada penyelia, atau impor di HP lain.", items.length, { n: number(items.length) })
      : t("Semua sudah tercadang di kantor. Tidak ada yang perlu diekspor.");
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    trouble.value = said.value = "";
    try {
      const items = await readExport(await file.text());
      await keepCarried(items);
      said.value = counted("%(n)s isian dibaca dari berkas. Dikirim saat ada jaringan, dan tidak terhitung dua kali.", items.length, { n: number(items.length) });
      void syncNow("button");
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      trouble.value = t("Berkas ini bukan ekspor Jangkau, atau tidak utuh. Minta berkasnya sekali lagi.");
    }
  };

  return (
    <section class="sheet-part">
      <h2>{t("Bawa sebagai berkas")}</h2>
      <p>{t("Bila HP lama tanpa jaringan atau rusak, yang belum tercadang bisa dibawa sebagai berkas tersegel.")}</p>
      <div class="links">
        <button type="button" class="quiet wide" onClick={() => void give()}>
          {t("Ekspor berkas")}
        </button>
        <label class="quiet wide">
          {t("Impor berkas")}
          <input
            class="unseen"
            type="file"
            accept=".jgk,application/json"
            onClick={expectReturn}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
      </div>
      <div role="status">
        {said.value && (
          <Notice tone="calm" icon="check">
            {said.value}
          </Notice>
        )}
      </div>
      <div role="alert">
        {trouble.value && (
          <Notice tone="rejected" icon="warning">
            {trouble.value}
          </Notice>
        )}
      </div>
    </section>
  );
}
