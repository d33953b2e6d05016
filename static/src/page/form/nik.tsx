/** The first question: 16 digits in groups of four, read aloud in words while they are typed. */

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { nikErrors, readNik } from "../../rules/nik";
import { Chip } from "../pieces/choice";
import { Field, Text, described } from "../pieces/field";
import { Tick } from "../pieces/choice";
import { reference } from "../state";
import { N_, t } from "../text";
import { date, today } from "../words";
import { draft, setValue, setValues, touch } from "./draft";
import { asked } from "./field";
import { districtName, grouped, sexName } from "./values";

const DIGITS = 16;
/** One or two too many are kept in sight: cutting them off would hide a digit typed twice. */
const ROOM = 20;

export function NikQuestion() {
  const { nik = "", nik_missing_reason: missing } = draft.value?.values ?? {};
  const without = useSignal(missing !== undefined);
  const dropNik = (yes: boolean) => {
    without.value = yes;
    setValues(yes ? { nik: undefined } : { nik_missing_reason: undefined });
  };
  return (
    <>
      {!without.value && <NikInput nik={nik} />}
      <Tick label={t("Belum ada NIK")} checked={without.value} onTick={dropNik} />
      {without.value && <WhyNoNik reason={missing ?? ""} />}
    </>
  );
}

function NikInput({ nik }: { nik: string }) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | undefined>(undefined);
  const field = { ...asked("nik"), hint: undefined };

  // Preact has put the grouped digits into the field; the caret goes back behind the digit it stood behind.
  useLayoutEffect(() => {
    if (caret.current === undefined || document.activeElement !== input.current) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });

  return (
    <Field {...field}>
      <input
        ref={input}
        class="input nik"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        {...described(field)}
        aria-describedby={`nik-reading ${described(field)["aria-describedby"] ?? ""}`.trim()}
        value={grouped(nik)}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          const digits = value.replace(/\D/g, "").slice(0, ROOM);
          const behind = value.slice(0, selectionStart ?? 0).replace(/\D/g, "").length;
          caret.current = grouped(digits.slice(0, behind)).length;
          event.currentTarget.value = grouped(digits);
          takeNik(digits);
        }}
        onBlur={() => nik && touch("nik")}
      />
      <p class="reading" id="nik-reading" role="status">
        {reading(nik)}
      </p>
    </Field>
  );
}

function WhyNoNik({ reason }: { reason: string }) {
  const reasons = [N_("Belum punya KTP"), N_("KTP hilang"), N_("KTP tidak dibawa")];
  return (
    <div class="inset">
      <p class="hint">{t("Pendaftaran disimpan, tetapi belum bisa disetujui sampai NIK ditambahkan.")}</p>
      <div class="chips">
        {reasons.map((one) => (
          <Chip key={one} on={reason === one} onTap={() => setValue("nik_missing_reason", one)}>
            {t(one)}
          </Chip>
        ))}
      </div>
      <Text
        id="nik_missing_reason"
        label={t("Sebab belum ada NIK")}
        value={t(reason)}
        onText={(text) => setValue("nik_missing_reason", text)}
        onLeave={() => touch("nik")}
        error={asked("nik").error}
      />
    </div>
  );
}

/** Keep the digits; a whole NIK answers date and sex too, unless the volunteer has answered them otherwise. */
function takeNik(digits: string): void {
  const values = draft.value?.values ?? {};
  const old = facts(values.nik ?? "");
  const now = facts(digits);
  const untouched = (given: string | undefined, read: string | undefined) => !given || given === read;
  setValues({
    nik: digits,
    ...(now?.birth_date && untouched(values.birth_date, old?.birth_date) && { birth_date: now.birth_date }),
    ...(now && untouched(values.sex, old?.sex) && { sex: now.sex }),
  });
  if (digits.length >= DIGITS) touch("nik", "birth_date", "sex");
}

function facts(nik: string) {
  if (nik.length !== DIGITS || !reference.value) return undefined;
  if (nikErrors(nik, new Set(reference.value.provinces)).length) return undefined;
  const { birthDate, sex, district } = readNik(nik, today());
  return { birth_date: birthDate ?? undefined, sex, district };
}

/** "Perempuan, 12 Mei 1987, terdaftar di Kec. Cikarang Utara"; on the way there, how far it is. */
function reading(nik: string): string {
  if (nik.length !== DIGITS) return nik ? t("%(n)s dari 16 angka", { n: nik.length }) : t("16 angka di KTP");
  const read = facts(nik);
  if (!read) return "";
  const home = districtName(read.district, reference.value);
  const where = home ? t("terdaftar di %(place)s", { place: home }) : t("terdaftar di daerah lain");
  return [sexName(read.sex), read.birth_date && date(read.birth_date), where].filter(Boolean).join(", ");
}
