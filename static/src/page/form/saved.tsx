/** After Simpan: proof that the phone has it, what the worker may expect, and the next worker. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Entry } from "../../contract";
import { readEntry } from "../../store/entries";
import { maskNik } from "../../rules/nik";
import { Icon } from "../icons";
import { Amount } from "../pieces/amount";
import { go, href, route } from "../route";
import { Screen } from "../screen";
import { reference } from "../state";
import { t } from "../text";
import { shortCode } from "../words";
import { costOf } from "./cost";
import { beginDraft } from "./draft";

export function Saved() {
  const entry = useSignal<Entry | undefined>(undefined);
  const { id } = route.value;
  useEffect(() => {
    void readEntry(id).then((found) => (entry.value = found));
  }, [id]);
  const { registration } = entry.value ?? {};
  if (!registration) return <Screen title={t("Tersimpan di HP")} quiet />;
  const cost = costOf(registration, reference.value, registration.captured_at.slice(0, 10));
  const { village_code, hamlet } = registration;
  const next = () => go(`daftar/${beginDraft({ village_code, ...(hamlet && { hamlet }) })}/1`);
  return (
    <Screen
      key={id}
      title={t("Tersimpan di HP")}
      action={
        <button type="button" class="primary" onClick={next}>
          {t("Daftarkan berikutnya")}
        </button>
      }
    >
      <section class="receipt" aria-label={t("Bukti pencatatan")}>
        <b>
          <Icon name="check" />
        </b>
        <p class="name">{registration.full_name}</p>
        <p>{registration.nik ? maskNik(registration.nik) : t("Belum ada NIK")}</p>
        <p>
          {t("Kode:")} <b class="code">{shortCode(registration.id)}</b>
        </p>
        {cost && <Amount contribution={cost} />}
      </section>
      <h2>{t("Yang terjadi berikutnya")}</h2>
      <ol class="next">
        <li>{t("Dikirim ke kantor saat ada sinyal.")}</li>
        <li>{t("Diperiksa penyelia. Yang perlu diperbaiki kembali ke HP ini.")}</li>
        <li>{t("Diserahkan ke BPJS Ketenagakerjaan.")}</li>
        <li>{t("Pekerja menjadi peserta setelah BPJS mendaftarkannya dan iuran pertama dibayar. Pencatatan ini belum membuatnya peserta.")}</li>
      </ol>
      <div class="links">
        <a class="quiet" href={href(`bukti/${id}`)}>
          <Icon name="safe" /> {t("Bukti untuk pekerja")}
        </a>
        <a class="quiet" href={href(`kunjungan/${id}`)}>
          <Icon name="note" /> {t("Catat kendala")}
        </a>
        <a class="quiet" href={href(`kiriman/${id}`)}>
          <Icon name="list" /> {t("Lihat di Kiriman")}
        </a>
      </div>
    </Screen>
  );
}
