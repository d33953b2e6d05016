/** One question: its label, a hint, the place for the answer, and whatever has to be said below it. */

import type { ComponentChildren, InputHTMLAttributes } from "preact";

export interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  /** What to do about it; the answer cannot stay like this. */
  error?: string | undefined;
  /** Stands between label and answer: what the supervisor wrote, the earlier value. */
  above?: ComponentChildren;
  below?: ComponentChildren;
}

/** Ties an answer to the words around it for a screen reader. */
export const described = ({ id, hint, error }: FieldProps) => ({
  id,
  "aria-describedby": `${hint ? `${id}-hint ` : ""}${error ? `${id}-error` : ""}`.trim() || undefined,
  "aria-invalid": error ? ("true" as const) : undefined,
});

export function Field({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class="field" data-error={field.error ? "" : undefined} id={`${field.id}-field`}>
      <label class="label" for={field.id}>
        {field.label}
      </label>
      <FieldWords {...field}>{children}</FieldWords>
    </div>
  );
}

/** The same for a question with several controls: a fieldset and its legend. */
export function Group({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  const { id: _, "aria-invalid": __, ...description } = described(field);
  return (
    <fieldset class="field" data-error={field.error ? "" : undefined} id={`${field.id}-field`} {...description}>
      <legend class="label">{field.label}</legend>
      <FieldWords {...field}>{children}</FieldWords>
    </fieldset>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onText: (text: string) => void;
  onLeave?: (() => void) | undefined;
  input?: InputHTMLAttributes<HTMLInputElement> | undefined;
}

export function Text({ value, onText, onLeave, input, ...field }: TextProps) {
  return (
    <Field {...field}>
      <input
        class="input"
        type="text"
        autocomplete="off"
        {...input}
        {...described(field)}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Field>
  );
}

function FieldWords({ id, hint, error, above, below, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <>
      {above}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {below}
    </>
  );
}
