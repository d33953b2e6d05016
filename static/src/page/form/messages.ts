/** What is said about a finding: an error says what to do, a warning says what is odd and what the NIK shows. */

import type { Reason, Registration } from "../../contract";
import { readNik } from "../../rules/nik";
import { reference } from "../state";
import { counted, either, N_, t } from "../text";
import { date, today } from "../words";
import { sexName } from "./values";

export function message(code: string, values: Partial<Registration>): string {
  const { finding_texts: texts, finding_texts_en: english } = reference.value ?? {};
  const text = either(texts?.[code] ?? t("Periksa lagi jawaban ini."), english?.[code]);
  const evidence = evidenceFor(code, values);
  return evidence ? `${text} ${evidence}` : text;
}

/** What came back: usual reasons by the office's list, own words as they were written. */
export function reasonText({ field, code, text }: Reason): string {
  const usual = reference.value?.return_reasons.find((one) => one.field === field && one.code === code);
  return either(text, usual?.label_en) || t("Kantor belum bisa menerima isian ini. Periksa isinya, lalu simpan lagi.");
}

/** Reasons offered with one tap, as the office reads them; own words are always possible. */
export function likelyReasons(code: string): string[] {
  if (code === "nik_other_regency" || code === "nik_district_unknown") return [N_("Sesuai KTP"), N_("NIK dari daerah asal")];
  if (code.startsWith("nik_")) return [N_("Sesuai KTP"), N_("Data di KTP pernah dibetulkan")];
  if (code.startsWith("age_")) return [N_("Sesuai KTP"), N_("Tetap ingin mendaftar")];
  if (code === "village_outside_territory") return [N_("Pekerja tinggal di sana"), N_("Ditugaskan ke sana")];
  if (code === "jht_for_employer") return [N_("Tidak mau ikut JHT"), N_("Pekerjanya hanya keluarga")];
  if (code === "phone_prefix_unknown") return [N_("Nomor sudah dicoba"), N_("Menurut pekerja")];
  return [N_("Sesuai KTP"), N_("Menurut pekerja")];
}

function evidenceFor(code: string, { nik = "" }: Partial<Registration>): string {
  if (code === "nik_format") return counted("Sekarang ada %(n)s angka.", nik.length);
  if (!code.startsWith("nik_date_") && code !== "nik_sex_differs") return "";
  const { birthDate, sex } = readNik(nik, today());
  if (code === "nik_sex_differs") return t("Di NIK: %(answer)s.", { answer: sexName(sex).toLowerCase() });
  return birthDate ? t("Di NIK: %(answer)s.", { answer: date(birthDate) }) : "";
}
