/** The contribution calculator: the same figures as in the form, for whoever asks before deciding. */

import { useSignal } from "@preact/signals";
import type { Registration } from "../../contract";
import { costOf } from "../form/cost";
import { label } from "../form/fields";
import { fundingName } from "../form/values";
import { Amount } from "../pieces/amount";
import { Choices, Tick } from "../pieces/choice";
import { TierSlider } from "../pieces/tier";
import { reference } from "../state";
import { t } from "../text";
import { today } from "../words";

type Months = Registration["payment_months"];

export function Calculator() {
  const tier = useSignal<number | undefined>(undefined);
  const withJht = useSignal(false);
  const months = useSignal<Months>(1);
  const funding = useSignal<Registration["funding"]>("self");
  const driver = useSignal(false);
  const lists = reference.value;
  // Any occupation of a sector has that sector's relief.
  const occupation = lists?.occupations.find(({ sector }) => sector === (driver.value ? "transport" : "other"))?.code;
  const cost = costOf(
    {
      ...(tier.value && { income_tier: tier.value }),
      ...(occupation && { occupation_code: occupation }),
      programmes: withJht.value ? ["JKK", "JKM", "JHT"] : ["JKK", "JKM"],
      payment_months: months.value,
      funding: funding.value,
    },
    lists,
    today(),
  );
  return (
    <details class="card">
      <summary>{t("Hitung iuran")}</summary>
      <TierSlider
        id="calculator_tier"
        label={label("income_tier")}
        tiers={lists?.contribution_tiers ?? []}
        value={tier.value}
        onTier={(value) => (tier.value = value)}
      />
      <div class="choices">
        <Tick label={t("Dengan tabungan hari tua (JHT)")} checked={withJht.value} onTick={(yes) => (withJht.value = yes)} />
        <Tick label={t("Pengemudi, kurir, atau ojek")} checked={driver.value} onTick={(yes) => (driver.value = yes)} />
      </div>
      <Choices<Months>
        id="calculator_months"
        label={label("payment_months")}
        row
        options={([1, 3, 6, 12] as const).map((value) => ({ value, label: t("%(n)s bulan", { n: value }) }))}
        value={months.value}
        onPick={(value) => (months.value = value)}
      />
      <Choices<Registration["funding"]>
        id="calculator_funding"
        label={label("funding")}
        options={(["self", "apbd", "apbdes", "csr"] as const).map((value) => ({ value, label: fundingName(value) }))}
        value={funding.value}
        onPick={(value) => (funding.value = value)}
      />
      <div aria-live="polite">{cost && <Amount contribution={cost} />}</div>
    </details>
  );
}
