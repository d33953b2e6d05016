/** The questions of the form: what each is called on every screen and in which step it is asked. */

import type { Registration } from "../../contract";
import { reference } from "../state";
import { either, t } from "../text";

export type FieldName = keyof Registration;

export const LAST_STEP = 4;

/** In the order in which they are asked and shown again for checking. */
export const STEPS: readonly (readonly FieldName[])[] = [
  ["nik", "full_name", "birth_place", "birth_date", "sex", "mother_name", "kk_number"],
  ["village_code", "hamlet", "rt", "rw", "address", "phone", "email"],
  ["occupation_code", "work_location", "income_tier", "programmes", "payment_months", "funding", "previous_member_number"],
  ["consent", "note"],
];

/** The step (1..4) that asks for a field; what no step asks for is settled in the last. */
export function stepOf(field: string): number {
  const index = STEPS.findIndex((fields) => (fields as readonly string[]).includes(question(field)));
  return index < 0 ? LAST_STEP : index + 1;
}

export function stepName(step: number): string {
  return [t("Siapa"), t("Alamat"), t("Kerja dan iuran"), t("Persetujuan")][step - 1] ?? "";
}

/** The product's name for a field, the same one the supervisor reads; what is no field is the registration as a whole. */
export function label(field: string): string {
  const asked = question(field);
  const found = reference.value?.form.fields.find(({ name }) => name === asked);
  return found ? either(found.label, found.label_en) : t("Pendaftaran ini");
}

/** A server names parts of an answer ("consent.purposes") or its twin; people are asked one question about the whole. */
export function question(field: string): string {
  const whole = field.split(/[.[]/)[0] ?? field;
  return whole === "nik_missing_reason" ? "nik" : whole;
}
