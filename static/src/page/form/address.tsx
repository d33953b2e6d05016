/** Step 2: where the worker lives; the place where the volunteer stood last comes first. */

import { computed } from "@preact/signals";
import { Chip } from "../pieces/choice";
import { Search, type Found } from "../pieces/search";
import { lastPlaces } from "../places";
import { reference } from "../state";
import { t } from "../text";
import { draft, setValue, touch } from "./draft";
import { Ask, asked } from "./field";
import { More } from "./more";
import { districtName, placeName } from "./values";

/** The whole regency to search in, the places visited last first. */
export const villages = computed<Found[]>(() => {
  const all = (reference.value?.villages ?? []).map(({ code, name, parent_code }) => ({
    value: code,
    label: name,
    note: districtName(parent_code, reference.value),
    picked: placeName(code, reference.value),
  }));
  const recent = lastPlaces.value.flatMap((place) => all.filter(({ value }) => value === place));
  return [...recent, ...all.filter((village) => !recent.includes(village))];
});

export function Address() {
  const code = draft.value?.values.village_code;
  const recent = lastPlaces.value.filter((place) => place !== code).slice(0, 3);
  const pick = (value: string) => {
    setValue("village_code", value);
    touch("village_code");
  };
  return (
    <>
      <Search
        {...asked("village_code")}
        options={villages.value}
        value={code}
        onPick={pick}
      />
      {!code && recent.length > 0 && (
        <div class="chips">
          {recent.map((place) => (
            <Chip key={place} onTap={() => pick(place)}>
              {villages.value.find(({ value }) => value === place)?.label ?? place}
            </Chip>
          ))}
        </div>
      )}
      <Ask field="hamlet" hint={t("Boleh kosong")} input={{ autocapitalize: "words", maxLength: 100 }} />
      <div class="pair">
        <Ask field="rt" digits input={{ maxLength: 3 }} />
        <Ask field="rw" digits input={{ maxLength: 3 }} />
      </div>
      <Ask field="address" hint={t("Jalan atau kampung, dan nomor bila ada")} input={{ maxLength: 200 }} />
      <Ask field="phone" hint={t("Nomor pekerja atau keluarganya, boleh kosong")} input={{ type: "tel", maxLength: 25 }} />
      <More fields={["email"]}>
        <Ask field="email" input={{ type: "email", inputMode: "email", maxLength: 120 }} />
      </More>
    </>
  );
}
