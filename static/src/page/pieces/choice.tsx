/** Answers to tap: one of a few, several of a few, yes or no; each as large as a thumb. */

import type { ComponentChildren } from "preact";
import { Group, type FieldProps } from "./field";

export interface Option<V extends string | number> {
  value: V;
  label: string;
  note?: string | undefined;
}

interface ChoicesProps<V extends string | number> extends FieldProps {
  options: Option<V>[];
  value: V | undefined;
  onPick: (value: V) => void;
  /** Beside each other instead of below each other. */
  row?: boolean;
}

export function Choices<V extends string | number>({ options, value, onPick, row, ...field }: ChoicesProps<V>) {
  return (
    <Group {...field}>
      <div class={row ? "choices row" : "choices"}>
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type="radio"
              name={field.id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onPick(option.value)}
            />
            <Words {...option} />
          </label>
        ))}
      </div>
    </Group>
  );
}

interface TickProps {
  label: string;
  note?: string | undefined;
  checked: boolean;
  onTick: (checked: boolean) => void;
  name?: string;
}

export function Tick({ label, note, checked, onTick, name }: TickProps) {
  return (
    <label class="choice tick">
      <input type="checkbox" name={name} checked={checked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <Words label={label} note={note} />
    </label>
  );
}

/** A small button that is on or off. */
export function Chip({ on, onTap, children }: { on?: boolean; onTap: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onTap}>
      {children}
    </button>
  );
}

const Words = ({ label, note }: { label: string; note?: string | undefined }) => (
  <span>
    {label}
    {note && <small>{note}</small>}
  </span>
);
