/** A short lesson for what came back more than once: how to get it right at the door, without blame. */

import type { Reason } from "../../contract";
import { listEntryRows, type Said } from "../../store/entries";
import { openFor } from "../../store/vault";
import { question, type FieldName } from "../form/fields";
import { t } from "../text";

const OFTEN = 2;
const LOOK_BACK = 50;

/** What to remember about the first field that was returned repeatedly; undefined when nothing was. */
export async function lessonFor(userId: string, reasons: readonly Reason[]): Promise<string | undefined> {
  const rows = await listEntryRows({ userId, status: "returned", limit: LOOK_BACK });
  const said = await Promise.all(rows.map((row) => openFor<Said>(userId, row.id, row.said)));
  const fields = said.flatMap((one) => [...new Set(one?.reasons.map(({ field }) => field))]);
  const repeated = reasons.find(({ field }) => fields.filter((one) => one === field).length >= OFTEN);
  return repeated && lessons()[question(repeated.field) as FieldName];
}

const lessons = (): Partial<Record<FieldName, string>> => ({
  nik: t("Salin NIK dari KTP asli, bukan dari ingatan atau fotokopi. Baca kembali empat angka demi empat angka."),
  full_name: t("Tulis nama persis seperti di KTP, dengan gelar dan singkatannya. Panggilan sehari-hari tidak dipakai."),
  birth_date: t("Cocokkan tanggal lahir dengan KTP. Pada perempuan, angka tanggal di NIK ditambah 40."),
  birth_place: t("Tempat lahir ditulis seperti di KTP, biasanya nama kabupaten atau kota."),
  address: t("Sebutkan kampung, nomor rumah atau patokan, RT dan RW, supaya petugas bisa menemukannya."),
  village_code: t("Pilih desa tempat tinggal menurut KTP, bukan tempat Anda bertemu."),
  phone: t("Minta pekerja menyebut nomornya dua kali, atau telepon sekali untuk memastikan."),
  occupation_code: t("Pilih pekerjaan yang paling banyak menghasilkan. Yang digaji perusahaan bukan untuk program ini."),
  income_tier: t("Tanyakan penghasilan bersih rata-rata sebulan, lalu sebutkan kembali jenjangnya."),
  consent: t("Bacakan persetujuan satu per satu dan tunggu jawabannya sebelum mencentang."),
});
