/** The form's frame: where one is among the four steps, the way back, and the one button that leads on. */

import { computed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { saveRegistration } from "../../store/entries";
import { Icon } from "../icons";
import { Later } from "../later";
import { findPlace } from "../location";
import { Notice } from "../pieces/notice";
import { go, goInstead, route } from "../route";
import { Screen, focusFirst } from "../screen";
import { say } from "../shell/said";
import { reference, userId } from "../state";
import { t } from "../text";
import { Address } from "./address";
import { errorsIn, unfinishedSteps } from "./checks";
import { closeDraft, draft, flush, keeping, openDraft, practising, setStep, touch } from "./draft";
import { LAST_STEP, STEPS, question, stepName, stepOf } from "./fields";
import { finished } from "./finish";
import { reasonText } from "./messages";
import { Review } from "./review";
import { Who } from "./who";
import { Work } from "./work";

/** Address part of the sheet that follows the last step. */
const CHECK = "periksa";

const checking = computed(() => route.value.step === CHECK);
const step = computed(() => (checking.value ? LAST_STEP : Number(route.value.step) || draft.value?.step || 1));

export function Form() {
  const { id, field } = route.value;
  useEffect(findPlace, []);
  // Asked for while the first frame is drawn, not after it.
  useLayoutEffect(() => {
    void openDraft(id).then((open) => {
      if (!open) goInstead(`kiriman/${id}`);
    });
  }, [id]);
  useEffect(
    () => () => {
      void flush();
      closeDraft();
    },
    [],
  );
  useEffect(() => setStep(step.value), [step.value, draft.value?.id]);
  useEffect(() => {
    if (field && draft.value) focusFirst(`#${field}-field`);
  }, [field, step.value, draft.value?.id]);

  if (!draft.value || !reference.value) return <Screen title={t("Pendaftaran")} />;
  const title = checking.value ? t("Periksa lalu simpan") : stepName(step.value);
  return (
    <Screen key={title} title={title} quiet={!!field} action={checking.value ? <Save /> : <Onward />}>
      {keeping.value === "refused" && (
        <Notice tone="rejected" icon="warning">
          {t("HP ini belum bisa menyimpan isian. Kosongkan sedikit ruang HP, lalu ubah satu jawaban untuk mencoba lagi.")}
        </Notice>
      )}
      {practising.value && (
        <Notice tone="calm" icon="help">
          {t("Ini latihan. Isi dengan data karangan; tidak ada yang disimpan atau dikirim.")}
        </Notice>
      )}
      <Wishes />
      <StepFields />
    </Screen>
  );
}

/** What the supervisor said about the registration as a whole. */
function Wishes() {
  const { note, reasons = [] } = draft.value?.correction_of ?? {};
  const general = reasons.filter(({ field }) => !STEPS.flat().some((asked) => asked === question(field)));
  const words = [...general.map(reasonText), ...(note ? [t("Pesan penyelia: %(note)s", { note })] : [])];
  if (!words.length) return null;
  return (
    <Notice tone="returned" icon="returned">
      {words.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Notice>
  );
}

function StepFields(): ComponentChildren {
  if (checking.value) return <Review />;
  switch (step.value) {
    case 1:
      return <Who />;
    case 2:
      return <Address />;
    case 3:
      return <Work />;
    default:
      return <Later screen="ConsentStep" />;
  }
}

export function FormTop() {
  const words = { new: "", typing: t("Menyimpan draf"), kept: t("Draf tersimpan"), refused: t("Belum tersimpan") };
  const back = () => {
    const before = checking.value ? LAST_STEP : step.value - 1;
    if (before < 1) go("daftar");
    else goStep(before);
  };
  return (
    <header class="form-top">
      <button type="button" class="plain" aria-label={t("Kembali")} onClick={back}>
        <Icon name="back" />
      </button>
      <div>
        <p>{draft.value?.correction_of ? t("Perbaikan") : t("Langkah %(n)s dari %(all)s", { n: step.value, all: LAST_STEP })}</p>
        <p class="kept">{practising.value ? t("Latihan, tidak disimpan") : words[keeping.value]}</p>
      </div>
      <button type="button" class="plain" onClick={() => go("daftar")}>
        {t("Tutup")}
      </button>
      <progress aria-label={t("Langkah")} max={LAST_STEP + 1} value={checking.value ? LAST_STEP + 1 : step.value} />
    </header>
  );
}

function Onward() {
  const onward = () => {
    if (errorsIn(step.value).length) showErrors(step.value);
    else goStep(following(step.value));
  };
  return (
    <button type="button" class="primary" onClick={onward}>
      {t("Lanjut")}
    </button>
  );
}

/** A correction visits only the steps with something to mend. */
function following(now: number): number | string {
  const { reasons } = draft.value?.correction_of ?? {};
  const steps = reasons?.map(({ field }) => stepOf(field)) ?? [1, 2, 3, 4];
  return steps.sort().find((one) => one > now) ?? CHECK;
}

function Save() {
  const busy = useSignal(false);
  const refused = useSignal(false);
  const save = async () => {
    const now = draft.value;
    const unfinished = unfinishedSteps.value[0];
    if (!now || busy.value) return;
    if (unfinished) return showErrors(unfinished);
    if (practising.value) return endPractice();
    busy.value = true;
    refused.value = false;
    try {
      const entry = await saveRegistration(finished(now), userId.value);
      closeDraft();
      goInstead(`tersimpan/${entry.id}`);
    } catch {
      busy.value = false;
      refused.value = true;
    }
  };
  return (
    <>
      <div role="alert">
        {refused.value && (
          <p class="error">{t("Belum tersimpan: HP ini menolak menulis. Isian masih ada sebagai draf. Kosongkan sedikit ruang HP, lalu tekan Simpan lagi.")}</p>
        )}
      </div>
      <button type="button" class="primary" disabled={busy.value} onClick={() => void save()}>
        {t("Simpan")}
      </button>
    </>
  );
}

function endPractice(): void {
  closeDraft();
  say(t("Latihan selesai. Tidak ada yang disimpan atau dikirim."));
  goInstead("bantuan");
}

/** To the first thing that cannot stay as it is, once it is on the screen. */
function showErrors(at: number): void {
  touch(...(STEPS[at - 1] ?? []));
  goStep(at);
  setTimeout(() => focusFirst("[data-error]"));
}

function goStep(to: number | string): void {
  go(`daftar/${draft.value?.id}/${to}`);
}
