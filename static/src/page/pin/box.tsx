/** Where a PIN is typed: digits only, never shown, never kept by the browser. */

import { Field, described } from "../pieces/field";

export const PIN_LENGTH = 6;

interface PinBoxProps {
  id: string;
  label: string;
  value: string;
  onPin: (pin: string) => void;
  /** The last one is being tried: the box keeps the focus and takes nothing. */
  busy?: boolean;
  error?: string | undefined;
}

export const PinBox = ({ id, label, value, onPin, busy, error }: PinBoxProps) => (
  <Field id={id} label={label} error={error}>
    <input
      class="input pin"
      type="password"
      inputMode="numeric"
      pattern="[0-9]*"
      autocomplete="off"
      maxLength={PIN_LENGTH}
      readOnly={busy}
      {...described({ id, label, error })}
      value={value}
      onInput={(event) => onPin(event.currentTarget.value.replace(/\D/g, ""))}
    />
  </Field>
);
