/** One registration: where it is, what came back field by field, and everything that was written down. */

import { useSignal } from "@preact/signals";
import type { Entry, EntryRow } from "../../contract";
import { readEntry, readEntryRow } from "../../store/entries";
import { readServer } from "../../store/times";
import { beginCorrection, reasonsOf } from "../form/draft";
import { STEPS, label, question, stepName, stepOf } from "../form/fields";
import { reasonText } from "../form/messages";
import { shown } from "../form/values";
import { PhotoCard } from "../photo/card";
import { TakePhoto } from "../photo/take";
import { Notice, Pill } from "../pieces/notice";
import { go, href, route } from "../route";
import { Screen } from "../screen";
import { reference } from "../state";
import { t } from "../text";
import { shortCode } from "../words";
import { useStored } from "../stored";
import { lessonFor } from "./lesson";
import { Life } from "./life";
import { Recorded } from "./recorded";
import { mayChange, needsMending, standing } from "./state";

export const SentDetail = () => (route.value.step === "foto" ? <TakePhoto /> : <Detail />);

function Detail() {
  const { id } = route.value;
  const found = useStored("entries", () => look(id), [id]).value;
  if (!found) return <Screen title={t("Pendaftaran")} quiet />;
  const { entry, row } = found;
  if (!entry) return row ? <Shut row={row} /> : <Missing />;
  const { tone, icon, words } = standing(entry);
  return (
    <Screen key={id} title={entry.registration.full_name} action={needsMending(entry) && <Mend entry={entry} />}>
      <p>
        <Pill tone={tone} icon={icon}>
          {words}
        </Pill>{" "}
        <span class="code">{shortCode(id)}</span>
      </p>
      <CameBack entry={entry} />
      <PhotoCard registration={id} who={entry.registration.full_name} />
      {found.lesson && (
        <Notice tone="calm" icon="help">
          {found.lesson}
        </Notice>
      )}
      {!!entry.matches?.length && (
        <Notice tone="sent" icon="twins">
          {t("Mungkin sudah terdaftar. Penyelia akan memeriksanya, Anda tidak perlu mendaftarkan ulang.")}
        </Notice>
      )}
      <Life entry={entry} />
      <Answers entry={entry} />
      <Recorded registration={entry.registration} skew={found.skew} />
      <a class="quiet wide" href={href(`bukti/${id}`)}>
        {t("Bukti untuk pekerja")}
      </a>
      {mayChange(entry) && (
        <button type="button" class="quiet wide" onClick={() => void mend(entry)}>
          {t("Ubah isian")}
        </button>
      )}
    </Screen>
  );
}

async function look(id: string) {
  const [entry, row, server] = await Promise.all([readEntry(id), readEntryRow(id), readServer()]);
  const lesson = entry?.status === "returned" ? await lessonFor(entry.user_id, entry.reasons ?? []) : undefined;
  return { entry, row, lesson, skew: server?.skew_s };
}

function CameBack({ entry }: { entry: Entry }) {
  const reasons = needsMending(entry) || entry.status === "rejected" ? reasonsOf(entry) : [];
  const tone = standing(entry).tone;
  if (!reasons.length && !entry.note && entry.state !== "conflict") return null;
  return (
    <section class={`came-back ${tone}`} aria-label={t("Yang perlu diperbaiki")}>
      {entry.state === "conflict" && <p>{t("Kantor memegang isi lain untuk pendaftaran ini. Periksa isiannya, lalu simpan lagi.")}</p>}
      {entry.note && <p>{t("Pesan penyelia: %(note)s", { note: entry.note })}</p>}
      <dl>
        {reasons.map((reason) => (
          <div key={reason.field + reason.code}>
            <dt>{label(reason.field)}</dt>
            <dd>
              {reasonText(reason)}
              <small>{shown(reason.field as keyof Entry["registration"], entry.registration, reference.value)}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Answers({ entry }: { entry: Entry }) {
  return (
    <>
      {STEPS.map((fields, index) => (
        <section class="sheet-part" key={index}>
          <h2>{stepName(index + 1)}</h2>
          <dl class="answers">
            {fields.map((field) => {
              const answer = shown(field, entry.registration, reference.value);
              return (
                answer && (
                  <div key={field}>
                    <dt>{label(field)}</dt>
                    <dd>{answer}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </section>
      ))}
    </>
  );
}

function Mend({ entry }: { entry: Entry }) {
  const busy = useSignal(false);
  const open = () => {
    busy.value = true;
    void mend(entry);
  };
  return (
    <button type="button" class="primary" disabled={busy.value} onClick={open}>
      {t("Perbaiki")}
    </button>
  );
}

/** What is known without the text: it was sealed for a reading key that is gone, or is no longer needed here. */
function Shut({ row }: { row: EntryRow }) {
  const { tone, icon, words } = standing(row);
  return (
    <Screen title={row.face.initials}>
      <p>
        <Pill tone={tone} icon={icon}>
          {words}
        </Pill>
      </p>
      {row.thin && <Life entry={row} />}
      <div class="empty">
        <p>{whyShut(row)}</p>
        <a class="quiet" href={href("kiriman")}>
          {t("Ke Kiriman")}
        </a>
      </div>
    </Screen>
  );
}

function whyShut({ thin, state }: EntryRow): string {
  if (!thin) return t("Isi ini tersegel dengan PIN lama. Ia tetap dikirim. Sambungkan HP ke kantor untuk membukanya lagi di sini.");
  return state === "sent"
    ? t("Kantor sudah selesai dengan pendaftaran ini dan menyimpannya. Demi keamanan pekerja, isinya dihapus dari HP ini sesudah 30 hari.")
    : t("Isinya sudah dihapus dari HP ini, dan kantor tidak menemukannya lagi. Beri tahu penyelia.");
}

function Missing() {
  return (
    <Screen title={t("Tidak ada di HP ini")}>
      <div class="empty">
        <p>{t("Pendaftaran ini tidak disimpan di HP ini.")}</p>
        <a class="quiet" href={href("kiriman")}>
          {t("Ke Kiriman")}
        </a>
      </div>
    </Screen>
  );
}

/** Open the form where the first thing to mend is; with nothing named, on the sheet that shows everything. */
async function mend(entry: Entry): Promise<void> {
  await beginCorrection(entry);
  const [first] = reasonsOf(entry)
    .map(({ field }) => question(field))
    .filter((field) => (STEPS.flat() as string[]).includes(field))
    .sort((a, b) => stepOf(a) - stepOf(b));
  go(`daftar/${entry.id}/${first ? `${stepOf(first)}/${first}` : "periksa"}`);
}
