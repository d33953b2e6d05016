/** Step 4: the notice in plain words and one tick for each purpose; nothing is ticked beforehand. */

import type { Consent } from "../../contract";
import { Choices, Tick } from "../pieces/choice";
import { Group } from "../pieces/field";
import { reference } from "../state";
import { either, t } from "../text";
import { draft, setValue, touch } from "./draft";
import { Ask, asked } from "./field";
import { More } from "./more";
import { ReadAloud } from "./read-aloud";
import { methodName } from "./values";

const METHODS = ["tick", "thumbprint", "witness"] as const;

export function ConsentStep() {
  const notice = reference.value?.consent_notice;
  if (!notice) return null;
  const given = draft.value?.values.consent;
  const change = (part: Partial<Consent>) => {
    const blank: Consent = { notice_version: notice.version, method: "tick", given_at: "", purposes: [] };
    // Version and time are those of the last change: that is what was agreed to, and when.
    setValue("consent", { ...blank, ...given, ...part, notice_version: notice.version, given_at: new Date().toISOString() });
  };
  const tick = (code: string, yes: boolean) => {
    const others = (given?.purposes ?? []).filter((purpose) => purpose !== code);
    change({ purposes: yes ? [...others, code] : others });
    touch("consent");
  };
  return (
    <>
      <div class="notice-text" tabIndex={0} role="region" aria-label={t("Teks persetujuan")}>
        {either(notice.text, notice.text_en).split("\n\n").map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <ReadAloud text={[notice.text, ...notice.purposes.map(({ text }) => text)].join("\n\n")} />
      <Group {...asked("consent", t("Bacakan satu per satu, centang bila pekerja setuju."))}>
        <div class="choices">
          {notice.purposes.map(({ code, text, text_en, required }) => (
            <Tick
              key={code}
              name={code}
              label={either(text, text_en)}
              note={required ? t("wajib") : t("boleh tidak")}
              checked={given?.purposes.includes(code) ?? false}
              onTick={(yes) => tick(code, yes)}
            />
          ))}
        </div>
      </Group>
      <Choices<Consent["method"]>
        id="consent_method"
        label={t("Cara persetujuan")}
        options={METHODS.map((value) => ({ value, label: methodName(value) }))}
        value={given?.method}
        onPick={(method) => change({ method })}
      />
      <More fields={["note"]}>
        <Ask field="note" hint={t("Untuk penyelia")} input={{ maxLength: 500 }} />
      </More>
    </>
  );
}
