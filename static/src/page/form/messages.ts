/** What is said about a finding: an error says what to do, a warning says what is odd and what the NIK shows. */

import type { Registration } from "../../contract";
import { readNik } from "../../rules/nik";
import { reference } from "../state";
import { t } from "../text";
import { date, today } from "../words";
import { sexName } from "./values";

export function message(code: string, values: Partial<Registration>): string {
  const text = reference.value?.finding_texts?.[code] ?? t("Periksa lagi jawaban ini.");
  const evidence = evidenceFor(code, values);
  return evidence ? `${text} ${evidence}` : text;
}

/** Reasons offered with one tap; own words are always possible. */
export function likelyReasons(code: string): string[] {
  if (code === "nik_other_regency" || code === "nik_district_unknown") return [t("Sesuai KTP"), t("NIK dari daerah asal")];
  if (code.startsWith("nik_")) return [t("Sesuai KTP"), t("Data di KTP pernah dibetulkan")];
  if (code.startsWith("age_")) return [t("Sesuai KTP"), t("Tetap ingin mendaftar")];
  if (code === "village_outside_territory") return [t("Pekerja tinggal di sana"), t("Ditugaskan ke sana")];
  if (code === "jht_for_employer") return [t("Tidak mau ikut JHT"), t("Pekerjanya hanya keluarga")];
  if (code === "phone_prefix_unknown") return [t("Nomor sudah dicoba"), t("Menurut pekerja")];
  return [t("Sesuai KTP"), t("Menurut pekerja")];
}

function evidenceFor(code: string, { nik = "" }: Partial<Registration>): string {
  if (code === "nik_format") return t("Sekarang ada %(n)s angka.", { n: nik.length });
  if (!code.startsWith("nik_date_") && code !== "nik_sex_differs") return "";
  const { birthDate, sex } = readNik(nik, today());
  if (code === "nik_sex_differs") return t("Di NIK: %(answer)s.", { answer: sexName(sex).toLowerCase() });
  return birthDate ? t("Di NIK: %(answer)s.", { answer: date(birthDate) }) : "";
}
