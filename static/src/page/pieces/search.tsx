/** Finding one of many by a few letters: a combobox whose list stands under it, where the thumb is. */

import { useSignal } from "@preact/signals";
import { t } from "../text";
import { Field, described, type FieldProps } from "./field";

export interface Found {
  value: string;
  label: string;
  note?: string | undefined;
  /** What stands in the field once it is picked, when the label alone would not say enough. */
  picked?: string;
}

interface SearchProps extends FieldProps {
  /** All there is to find, the likeliest first. */
  options: Found[];
  value: string | undefined;
  onPick: (value: string) => void;
  onLeave?: (() => void) | undefined;
}

const SHOWN = 7;

export function Search({ options, value, onPick, onLeave, ...field }: SearchProps) {
  const query = useSignal<string | undefined>(undefined);
  const active = useSignal(-1);
  const open = query.value !== undefined;
  const found = open ? matching(options, query.value ?? "") : [];
  const chosen = options.find((option) => option.value === value);
  const answer = chosen?.picked ?? chosen?.label;
  const list = `${field.id}-list`;

  const close = () => {
    query.value = undefined;
    active.value = -1;
  };
  const pick = (option: Found | undefined) => {
    if (option) onPick(option.value);
    close();
  };
  const move = (by: number) => {
    const count = Math.min(found.length, SHOWN);
    active.value = count ? (active.value + by + count) % count : -1;
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (open ? move(1) : (query.value = "")),
    ArrowUp: () => move(-1),
    Enter: () => pick(found[Math.max(active.value, 0)]),
    Escape: close,
  };

  return (
    <Field {...field}>
      <div class="search">
        <input
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={list}
          aria-activedescendant={active.value >= 0 ? `${list}-${active.value}` : undefined}
          placeholder={answer ?? t("Ketik untuk mencari")}
          {...described(field)}
          value={open ? query.value : (answer ?? "")}
          onFocus={() => (query.value = "")}
          onClick={() => (query.value ??= "")}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            active.value = -1;
          }}
          onBlur={() => {
            close();
            onLeave?.();
          }}
          onKeyDown={(event) => {
            const act = keys[event.key];
            if (!act || (!open && event.key !== "ArrowDown")) return;
            event.preventDefault();
            act();
          }}
        />
        <ul class="found" role="listbox" id={list} aria-label={field.label} hidden={!open}>
          {found.slice(0, SHOWN).map((option, index) => (
            <li
              key={option.value}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === active.value}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              {option.label}
              {option.note && <small>{option.note}</small>}
            </li>
          ))}
        </ul>
        <p class="hint" role="status">
          {open && summary(query.value ?? "", found.length)}
        </p>
      </div>
    </Field>
  );
}

/** Those in which every typed word begins a word or stands inside one, spaces and case aside; better hits first. */
export function matching(options: Found[], query: string): Found[] {
  const words = plain(query).split(" ").filter(Boolean);
  if (!words.length) return options;
  const joined = words.join("");
  const scored = options.flatMap((option) => {
    const label = plain(option.label);
    const text = `${label} ${plain(option.note ?? "")}`;
    const hit = words.every((word) => text.includes(word)) || label.replaceAll(" ", "").includes(joined);
    if (!hit) return [];
    return [{ option, rank: label.startsWith(words[0]!) ? 0 : ` ${label}`.includes(` ${words[0]!}`) ? 1 : 2 }];
  });
  return scored.sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

function summary(query: string, count: number): string {
  if (!query) return t("Ketik beberapa huruf untuk mencari yang lain.");
  if (!count) return t("Tidak ada yang cocok. Coba kata lain.");
  if (count > SHOWN) return t("%(n)s cocok. Ketik lagi untuk memperkecil.", { n: count });
  return "";
}
