/** Step 3: what the worker does, what it brings in, and what the contribution will be. */

import { computed, useSignal } from "@preact/signals";
import type { Programme, Registration } from "../../contract";
import { Chip, Tick } from "../pieces/choice";
import { Group } from "../pieces/field";
import { Search, type Found } from "../pieces/search";
import { TierSlider } from "../pieces/tier";
import { Icon } from "../icons";
import { reference } from "../state";
import { either, N_, t } from "../text";
import { cost } from "./cost";
import { draft, setValue, setValues, touch } from "./draft";
import { Ask, asked } from "./field";
import { More } from "./more";
import { PaymentPlan } from "./plan";
import { WageEarner } from "./wage";

const occupations = computed<(Found & { indonesian: string })[]>(() =>
  (reference.value?.occupations ?? []).map(({ code, label_id, label_en, group, group_en }) => ({
    value: code,
    label: either(label_id, label_en),
    note: either(group, group_en),
    indonesian: label_id.toLowerCase(),
  })),
);

export function Work() {
  const values = draft.value?.values ?? {};
  const answer = <F extends keyof Registration>(field: F) => (value: Registration[F]) => {
    setValue(field, value);
    touch(field);
  };
  return (
    <>
      <WageEarner />
      <Occupation code={values.occupation_code} onPick={answer("occupation_code")} />
      <TierSlider
        {...asked("income_tier")}
        tiers={reference.value?.contribution_tiers ?? []}
        value={values.income_tier}
        onTier={answer("income_tier")}
      />
      <Programmes chosen={values.programmes ?? []} onChoose={answer("programmes")} />
      <PaymentPlan values={values} ask={asked} onAnswer={setValues} cost={cost.value} />
      <More fields={["work_location", "previous_member_number"]}>
        <Ask field="work_location" input={{ maxLength: 200 }} />
        <Ask field="previous_member_number" digits hint={t("11 angka di kartu, bila pernah menjadi peserta")} input={{ maxLength: 11 }} />
      </More>
    </>
  );
}

function Occupation({ code, onPick }: { code: string | undefined; onPick: (code: string) => void }) {
  const all = occupations.value;
  const word = useSignal("");
  const named = (part: string) => all.filter(({ indonesian }) => indonesian.includes(part.toLowerCase()));
  const pick = (value: string) => {
    word.value = "";
    onPick(value);
  };
  const narrow = (part: string) => {
    const [only, ...others] = named(part);
    if (only && !others.length) pick(only.value);
    else word.value = word.value === part ? "" : part;
  };
  return (
    <>
      <Search {...asked("occupation_code")} options={all} value={code} onPick={pick} onLeave={() => touch("occupation_code")} />
      <div class="chips" role="group" aria-label={t("Kelompok pekerjaan")}>
        {GROUPS.map((part) => (
          <Chip key={part} on={word.value === part} onTap={() => narrow(part)}>
            {t(part)}
          </Chip>
        ))}
      </div>
      {word.value && (
        <ul class="found" aria-label={t(word.value)}>
          {named(word.value).map(({ value, label }) => (
            <li key={value}>
              <button type="button" onClick={() => pick(value)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
      {code === "lainnya" && <Ask field="note" hint={t("Tulis pekerjaannya")} input={{ maxLength: 300 }} />}
    </>
  );
}

function Programmes({ chosen, onChoose }: { chosen: Programme[]; onChoose: (programmes: Programme[]) => void }) {
  return (
    <Group {...asked("programmes")}>
      <div class="choices">
        <p class="choice fixed">
          <Icon name="check" />
          <span>
            {t("Kecelakaan kerja dan kematian")}
            <small>{t("JKK dan JKM, selalu ikut")}</small>
          </span>
        </p>
        <Tick
          label={t("Tabungan hari tua (JHT)")}
          note={t("Pilihan pekerja; dapat diambil nanti")}
          checked={chosen.includes("JHT")}
          onTick={(yes) => onChoose(yes ? ["JKK", "JKM", "JHT"] : ["JKK", "JKM"])}
        />
      </div>
    </Group>
  );
}

/** The people this programme looks for first, in the words of the village. */
const GROUPS = [N_("Guru"), N_("Tani"), N_("Nelayan"), N_("Marbot"), N_("Guru ngaji"), N_("Ojek"), N_("Pedagang"), N_("Buruh")];
