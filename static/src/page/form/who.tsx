/** Step 1: who the worker is, by the card in the worker's hand. */

import type { Registration } from "../../contract";
import { ageOn } from "../../rules/dates";
import { Choices } from "../pieces/choice";
import { DateFields } from "../pieces/dates";
import { t } from "../text";
import { date, today } from "../words";
import { draft, setValue, touch } from "./draft";
import { More } from "./more";
import { Ask, asked } from "./field";
import { NikQuestion } from "./nik";
import { sexName } from "./values";
import { WageEarner } from "./wage";

export function Who() {
  const { birth_date: born = "", sex } = draft.value?.values ?? {};
  return (
    <>
      <WageEarner />
      <NikQuestion />
      <Ask field="full_name" hint={t("Seperti di KTP, boleh satu kata")} input={{ autocapitalize: "words", maxLength: 120 }} />
      <Ask field="birth_place" input={{ autocapitalize: "words", maxLength: 100 }} />
      <DateFields
        {...asked("birth_date", dateWords(born))}
        value={born}
        onDate={(value) => setValue("birth_date", value)}
        onLeave={() => touch("birth_date")}
      />
      <Choices<Registration["sex"]>
        {...asked("sex")}
        row
        options={(["F", "M"] as const).map((value) => ({ value, label: sexName(value) }))}
        value={sex}
        onPick={(value) => {
          setValue("sex", value);
          touch("sex");
        }}
      />
      <More fields={["mother_name", "kk_number"]}>
        <Ask field="mother_name" input={{ autocapitalize: "words", maxLength: 120 }} />
        <Ask field="kk_number" digits input={{ maxLength: 16 }} />
      </More>
    </>
  );
}

/** "12 Mei 1987, 39 tahun" */
function dateWords(born: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(born)) return undefined;
  const age = ageOn(born, today());
  return age >= 0 && age < 130 ? t("%(date)s, %(n)s tahun", { date: date(born), n: age }) : undefined;
}
