/** The contribution calculator: the same figures as in the form, for whoever asks before deciding. */

import { useSignal } from "@preact/signals";
import type { Registration } from "../../contract";
import { costOf } from "../form/cost";
import { label, type FieldName } from "../form/fields";
import { PaymentPlan } from "../form/plan";
import { Tick } from "../pieces/choice";
import { TierSlider } from "../pieces/tier";
import { reference } from "../state";
import { t } from "../text";
import { today } from "../words";

export function Calculator() {
  const values = useSignal<Partial<Registration>>({ programmes: ["JKK", "JKM"], payment_months: 1, funding: "self" });
  const lists = reference.value;
  const change = (part: Partial<Registration>) => (values.value = { ...values.value, ...part });
  const ask = (field: FieldName) => ({ id: `calculator_${field}`, label: label(field) });
  // Any occupation of a sector has that sector's relief.
  const driver = lists?.occupations.find(({ sector }) => sector === "transport")?.code ?? "";
  const { income_tier, programmes = [], occupation_code } = values.value;
  return (
    <details class="card">
      <summary>{t("Hitung iuran")}</summary>
      <TierSlider
        {...ask("income_tier")}
        tiers={lists?.contribution_tiers ?? []}
        value={income_tier}
        onTier={(tier) => change({ income_tier: tier })}
      />
      <div class="choices">
        <Tick
          label={t("Dengan tabungan hari tua (JHT)")}
          checked={programmes.includes("JHT")}
          onTick={(yes) => change({ programmes: yes ? ["JKK", "JKM", "JHT"] : ["JKK", "JKM"] })}
        />
        <Tick
          label={t("Pengemudi, kurir, atau ojek")}
          checked={occupation_code === driver}
          onTick={(yes) => change({ occupation_code: yes ? driver : "" })}
        />
      </div>
      <PaymentPlan values={values.value} ask={ask} onAnswer={change} cost={costOf(values.value, lists, today())} />
    </details>
  );
}
