/** The monthly income as one of the law's 33 steps: a slider to get near, two buttons to get it right. */

import type { ContributionTier } from "../../contract";
import { Icon } from "../icons";
import { t } from "../text";
import { rupiah } from "../words";
import { Field, described, type FieldProps } from "./field";

interface TierProps extends FieldProps {
  tiers: ContributionTier[];
  value: number | undefined;
  onTier: (tier: number) => void;
}

export function TierSlider({ tiers, value, onTier, ...field }: TierProps) {
  const chosen = tiers.find(({ tier }) => tier === value);
  const words = chosen ? income(chosen) : t("Belum dipilih. Geser, atau tekan tambah.");
  const step = (by: number) => {
    const next = value === undefined ? 1 : Math.min(tiers.length, Math.max(1, value + by));
    onTier(next);
  };
  return (
    <Field {...field}>
      <output class={chosen ? "income" : "income unset"} for={field.id}>
        {words}
      </output>
      <div class="slider">
        <button type="button" class="round" aria-label={t("Turunkan penghasilan")} onClick={() => step(-1)}>
          <Icon name="minus" />
        </button>
        <input
          type="range"
          min={1}
          max={tiers.length}
          step={1}
          {...described(field)}
          aria-valuetext={words}
          value={value ?? 1}
          onInput={(event) => onTier(event.currentTarget.valueAsNumber)}
          onPointerUp={(event) => onTier(event.currentTarget.valueAsNumber)}
        />
        <button type="button" class="round" aria-label={t("Naikkan penghasilan")} onClick={() => step(1)}>
          <Icon name="register" />
        </button>
      </div>
    </Field>
  );
}

/** "Rp1.100.000 sampai Rp1.299.000" */
export function income({ income_min, income_max }: ContributionTier): string {
  if (income_max === null) return t("%(amount)s atau lebih", { amount: rupiah(income_min) });
  if (income_min === 0) return t("Sampai %(amount)s", { amount: rupiah(income_max) });
  return t("%(low)s sampai %(high)s", { low: rupiah(income_min), high: rupiah(income_max) });
}
