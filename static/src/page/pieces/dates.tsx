/** A date in three fields: the browser's own date field shows month and day the American way. */

import { useSignal } from "@preact/signals";
import { t } from "../text";
import { Group, type FieldProps } from "./field";

interface DateFieldsProps extends FieldProps {
  /** "1987-05-12", or what there is of it: "1987--". */
  value: string;
  onDate: (value: string) => void;
  onLeave?: (() => void) | undefined;
}

const parts = () => [
  { label: t("Tanggal"), size: 2, at: 2 },
  { label: t("Bulan"), size: 2, at: 1 },
  { label: t("Tahun"), size: 4, at: 0 },
];

export function DateFields({ value, onDate, onLeave, ...field }: DateFieldsProps) {
  // What is being typed ("1" on the way to "12") may not be padded under the thumb.
  const typed = useSignal(split(value));
  if (join(typed.value) !== value) typed.value = split(value);

  const type = (at: number, text: string) => {
    const next = [...typed.value] as Parts;
    next[at] = text.replace(/\D/g, "");
    typed.value = next;
    onDate(join(next));
  };

  return (
    <Group {...field}>
      <div class="dates">
        {parts().map(({ label, size, at }, index) => (
          <label key={at}>
            <span>{label}</span>
            <input
              class="input"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              maxLength={size}
              id={index ? undefined : field.id}
              aria-invalid={field.error ? "true" : undefined}
              value={typed.value[at]}
              onInput={(event) => {
                const input = event.currentTarget;
                type(at, input.value);
                if (input.value.length === size && index < 2) nextInput(input)?.focus();
              }}
              onBlur={(event) => {
                const stays = event.currentTarget.closest("fieldset")?.contains(event.relatedTarget as Node | null);
                if (!stays) onLeave?.();
              }}
            />
          </label>
        ))}
      </div>
    </Group>
  );
}

type Parts = [year: string, month: string, day: string];

const split = (value: string): Parts => {
  const [year = "", month = "", day = ""] = value.split("-");
  return [year, month, day];
};

/** Padded once it is whole, so that "1987-5-2" is a date too; nothing typed is nothing. */
export function join([year, month, day]: Parts): string {
  if (!year && !month && !day) return "";
  const whole = year.length === 4 && month && day;
  return whole ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : `${year}-${month}-${day}`;
}

const nextInput = (input: HTMLElement): HTMLInputElement | null | undefined =>
  input.closest("label")?.nextElementSibling?.querySelector("input");
