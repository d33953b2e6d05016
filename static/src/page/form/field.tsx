/** A question of the form: tied to the draft, with what is odd about the answer and what the supervisor said of it. */

import { useSignal } from "@preact/signals";
import type { InputHTMLAttributes } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Registration } from "../../contract";
import type { Finding } from "../../rules/findings";
import { Chip } from "../pieces/choice";
import { Text, type FieldProps } from "../pieces/field";
import { Icon } from "../icons";
import { reference } from "../state";
import { t } from "../text";
import { findingsOf, isError, reasonFor } from "./checks";
import { before, confirm, draft, setValue, touch } from "./draft";
import { label, type FieldName } from "./fields";
import { likelyReasons, message, reasonText } from "./messages";
import { shown } from "./values";

type TextField = {
  [F in FieldName]-?: Registration[F] extends string | undefined ? F : never;
}[FieldName];

interface AskProps {
  field: TextField;
  hint?: string;
  /** Digits only: the phone shows its number pad, other signs are dropped. */
  digits?: boolean;
  input?: InputHTMLAttributes<HTMLInputElement>;
}

export function Ask({ field, hint, digits, input }: AskProps) {
  return (
    <Text
      {...asked(field, hint)}
      value={draft.value?.values[field] ?? ""}
      onText={(text) => setValue(field, (digits ? text.replace(/\D/g, "") : text) as Registration[TextField])}
      onLeave={() => touch(field)}
      input={{ ...(digits && { inputMode: "numeric" }), ...input }}
    />
  );
}

/** What every question of the form has around its answer. */
export function asked(field: FieldName, hint?: string): FieldProps {
  const all = findingsOf(field);
  const errors = all.filter(isError).map(({ code }) => message(code, draft.value?.values ?? {}));
  const warnings = all.filter((finding) => !isError(finding));
  return {
    id: field,
    label: label(field),
    hint,
    error: errors.join(" ") || undefined,
    above: <Returned field={field} />,
    below: warnings.map((finding) => <Warning key={finding.code} finding={finding} />),
  };
}

function Warning({ finding }: { finding: Finding }) {
  const open = useSignal(false);
  const { field, code } = finding;
  const reason = reasonFor(finding);
  return (
    <div class="warning" role="group" aria-label={t("Perlu dipastikan")}>
      <p role="status">
        <Icon name={reason ? "check" : "warning"} /> {message(code, draft.value?.values ?? {})}
      </p>
      {reason && (
        <>
          <p>{t("Sudah benar, karena: %(reason)s", { reason: t(reason) })}</p>
          <button
            type="button"
            class="link"
            ref={(button) => void (open.value && button?.focus())}
            onClick={() => confirm(field, code, undefined)}
          >
            {t("Ubah")}
          </button>
        </>
      )}
      {!reason && !open.value && (
        <button type="button" class="quiet" onClick={() => (open.value = true)}>
          {t("Sudah benar, karena …")}
        </button>
      )}
      {!reason && open.value && <Reasons finding={finding} />}
    </div>
  );
}

function Reasons({ finding: { field, code } }: { finding: Finding }) {
  const own = useSignal("");
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector("button")?.focus(), []);
  const id = `${field}-${code}-reason`;
  return (
    <div class="reasons" ref={first}>
      <div class="chips">
        {likelyReasons(code).map((reason) => (
          <Chip key={reason} onTap={() => confirm(field, code, reason)}>
            {t(reason)}
          </Chip>
        ))}
      </div>
      <label for={id}>{t("Alasan lain")}</label>
      <div class="beside">
        <input class="input" id={id} type="text" maxLength={200} value={own.value} onInput={(event) => (own.value = event.currentTarget.value)} />
        <button type="button" class="quiet" disabled={!own.value.trim()} onClick={() => confirm(field, code, own.value.trim())}>
          {t("Pakai")}
        </button>
      </div>
    </div>
  );
}

/** The supervisor's words about this answer and the answer they were said of. */
function Returned({ field }: { field: FieldName }) {
  const reasons = draft.value?.correction_of?.reasons.filter((reason) => label(reason.field) === label(field)) ?? [];
  if (!reasons.length) return null;
  const old = before.value && shown(field, before.value, reference.value);
  return (
    <div class="came-back">
      {reasons.map((reason) => (
        <p key={reason.code + reason.text}>
          <Icon name="returned" /> {reasonText(reason)}
        </p>
      ))}
      {old && <p>{t("Sebelumnya: %(answer)s", { answer: old })}</p>}
    </div>
  );
}
