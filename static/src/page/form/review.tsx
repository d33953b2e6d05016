/** The last look: every answer on one sheet, each a tap away from being mended, then Simpan. */

import { Icon } from "../icons";
import { Amount } from "../pieces/amount";
import { Notice } from "../pieces/notice";
import { href } from "../route";
import { reference } from "../state";
import { t } from "../text";
import { unconfirmed, unfinishedSteps } from "./checks";
import { cost } from "./cost";
import { draft } from "./draft";
import { STEPS, label, stepName, stepOf, type FieldName } from "./fields";
import { shown } from "./values";

export function Review() {
  const id = draft.value?.id ?? "";
  const doubts = unconfirmed.value;
  return (
    <>
      {unfinishedSteps.value.map((step) => (
        <Notice key={step} tone="rejected" icon="warning">
          <a href={href(`daftar/${id}/${step}`)}>{t("Lengkapi langkah %(n)s: %(name)s", { n: step, name: stepName(step) })}</a>
        </Notice>
      ))}
      {doubts.length > 0 && (
        <Notice tone="phone" icon="warning">
          {t("Belum dipastikan. Boleh disimpan, penyelia akan menanyakannya:")}{" "}
          {[...new Set(doubts.map(({ field }) => field))].map((field) => (
            <a key={field} href={href(`daftar/${id}/${stepOf(field)}/${field}`)}>
              {label(field)}
            </a>
          ))}
        </Notice>
      )}
      {cost.value && <Amount contribution={cost.value} />}
      {STEPS.map((fields, index) => (
        <section class="sheet-part" key={index}>
          <h2>{stepName(index + 1)}</h2>
          <ul class="answers">
            {fields.filter(hasAnswer).map((field) => (
              <Answer key={field} field={field} id={id} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Answer({ field, id }: { field: FieldName; id: string }) {
  const answer = shown(field, draft.value?.values ?? {}, reference.value);
  return (
    <li>
      <a href={href(`daftar/${id}/${stepOf(field)}/${field}`)}>
        <i class="unseen">{t("Ubah")} </i>
        <span>{label(field)}</span>
        <b>{answer}</b>
        <Icon name="next" />
      </a>
    </li>
  );
}

const hasAnswer = (field: FieldName): boolean => shown(field, draft.value?.values ?? {}, reference.value) !== "";
