/** How much room is left on the phone, and whether the browser promises to keep what is ours. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { askToKeep, kept } from "../storage";
import { t } from "../text";
import { number } from "../words";

export function Room() {
  const space = useSignal<StorageEstimate | undefined>(undefined);
  useEffect(() => {
    void navigator.storage?.estimate?.().then((found) => (space.value = found));
  }, []);
  const { usage = 0, quota = 0 } = space.value ?? {};
  return (
    <section class="sheet-part">
      <h2>{t("Ruang di HP")}</h2>
      {quota > 0 && (
        <>
          <meter min={0} max={quota} high={quota * 0.8} value={usage} aria-label={t("Ruang terpakai")} />
          <p>{t("Terpakai %(used)s MB. Masih boleh dipakai %(free)s MB.", { used: megabytes(usage), free: megabytes(quota - usage) })}</p>
        </>
      )}
      <p>{promise()}</p>
      {kept.value === false && (
        <button type="button" class="quiet wide" onClick={() => void askToKeep()}>
          {t("Minta HP menyimpan tetap")}
        </button>
      )}
    </section>
  );
}

function promise(): string {
  if (kept.value === undefined) return t("HP ini tidak memberi tahu apakah data disimpan tetap. Kirim lebih sering.");
  return kept.value
    ? t("HP ini menyimpan data tetap, juga saat ruang hampir penuh.")
    : t("HP ini belum berjanji menyimpan tetap saat ruang hampir penuh. Pasang Jangkau di layar utama dan kirim lebih sering.");
}

const megabytes = (bytes: number): string => number(Math.round(bytes / 1_000_000));
