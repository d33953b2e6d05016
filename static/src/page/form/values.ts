/** An answer as a person reads it back: codes become names, numbers become rupiah and groups. */

import type { Reference, Registration } from "../../contract";
import { showPhone } from "../../rules/phones";
import { income } from "../pieces/tier";
import { counted, either, t } from "../text";
import { date } from "../words";
import type { FieldName } from "./fields";

/** "" when there is no answer yet. */
export function shown(field: FieldName, values: Partial<Registration>, lists: Reference | undefined): string {
  const value = values[field];
  switch (field) {
    case "nik":
      return values.nik ? grouped(values.nik) : (values.nik_missing_reason && noNik(values.nik_missing_reason)) || "";
    case "kk_number":
      return grouped(values.kk_number ?? "");
    case "birth_date":
      return date(values.birth_date ?? "");
    case "sex":
      return values.sex ? sexName(values.sex) : "";
    case "phone":
      return showPhone(values.phone ?? "");
    case "village_code":
      return placeName(values.village_code, lists);
    case "occupation_code": {
      const occupation = lists?.occupations.find(({ code }) => code === value);
      return occupation ? either(occupation.label_id, occupation.label_en) : (values.occupation_code ?? "");
    }
    case "income_tier": {
      const tier = lists?.contribution_tiers.find((one) => one.tier === value);
      return tier ? income(tier) : "";
    }
    case "programmes":
      return values.programmes?.join(" + ") ?? "";
    case "payment_months":
      return values.payment_months ? counted("%(n)s bulan", values.payment_months) : "";
    case "funding":
      return values.funding ? fundingName(values.funding) : "";
    case "consent":
      return values.consent ? methodName(values.consent.method) : "";
    default:
      return typeof value === "string" ? value : "";
  }
}

/** "3216095205879001" -> "3216 0952 0587 9001" */
export const grouped = (digits: string): string => digits.replace(/(.{4})(?=.)/g, "$1 ");

/** "Sukamekar, Kec. Sukawangi"; the code when the lists do not know it. */
export function placeName(code: string | undefined, lists: Reference | undefined): string {
  const village = lists?.villages.find((one) => one.code === code);
  if (!village) return code ?? "";
  return `${village.name}, ${districtName(village.parent_code, lists)}`;
}

export function districtName(code: string, lists: Reference | undefined): string {
  const district = lists?.districts.find((one) => one.code === code);
  return district ? t("Kec. %(name)s", { name: district.name }) : "";
}

export const sexName = (sex: "M" | "F"): string => (sex === "F" ? t("Perempuan") : t("Laki-laki"));

export const noNik = (reason: string): string => t("Belum ada NIK: %(reason)s", { reason: t(reason) });

export function fundingName(funding: string): string {
  const names: Record<string, string> = {
    self: t("Bayar sendiri"),
    apbd: t("Pemerintah daerah (APBD)"),
    apbdes: t("Desa (APBDes)"),
    csr: t("Perusahaan atau donatur"),
  };
  return names[funding] ?? funding;
}

export function methodName(method: string): string {
  const names: Record<string, string> = {
    tick: t("Pekerja setuju secara lisan, dicentang di HP"),
    thumbprint: t("Cap jempol di lembar kertas"),
    witness: t("Dibacakan di depan saksi"),
  };
  return names[method] ?? method;
}
