/** Questions that may stay empty, folded away until they are wanted or answered. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../text";
import { findingsOf } from "./checks";
import { draft } from "./draft";
import type { FieldName } from "./fields";

export function More({ fields, children }: { fields: FieldName[]; children: ComponentChildren }) {
  const answered = fields.filter((field) => draft.value?.values[field] !== undefined);
  const asked = fields.some((field) => draft.value?.correction_of?.reasons.some((reason) => reason.field === field));
  const wrong = fields.some((field) => findingsOf(field).length > 0);
  // Once unfolded it stays so: it must not close under the thumb that is mending it.
  const unfolded = useRef(false);
  unfolded.current ||= asked || wrong;
  return (
    <details class="more" open={unfolded.current || undefined}>
      <summary>
        {t("Tambahan")} <small>{answered.length ? t("%(n)s terisi", { n: answered.length }) : t("boleh kosong")}</small>
      </summary>
      {children}
    </details>
  );
}
