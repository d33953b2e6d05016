/** Daftar: begin a registration, or go on with one that was left. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DraftRow as Kept } from "../contract";
import { listDrafts, removeDraft } from "../store/drafts";
import { beginDraft } from "./form/draft";
import { LAST_STEP, stepName } from "./form/fields";
import { placeName } from "./form/values";
import { Icon } from "./icons";
import { Later } from "./later";
import { chooseLocating, locating } from "./location";
import { Notice } from "./pieces/notice";
import { placeToday } from "./places";
import { go, href } from "./route";
import { Screen } from "./screen";
import { list } from "./sent/filter";
import { counts, reference, userId } from "./state";
import { useStored } from "./stored";
import { counted, t } from "./text";
import { when } from "./words";

export function Home() {
  const drafts = useStored("drafts", () => listDrafts(userId.value), [userId.value]).value;
  const begin = () => go(`daftar/${beginDraft(placeToday.value)}/1`);
  return (
    <Screen
      title={t("Daftar")}
      action={
        <button type="button" class="primary" disabled={!reference.value} onClick={begin}>
          <Icon name="register" /> {t("Mulai pendaftaran")}
        </button>
      }
    >
      <CameBack />
      <Later screen="PhotosAsked" part />
      {locating.value === null && <AskLocation />}
      {!reference.value && (
        <Notice tone="calm" icon="clock">
          {t("Daftar desa dan pekerjaan sedang diambil. Tunggu sebentar di tempat bersinyal.")}
        </Notice>
      )}
      {drafts?.length ? (
        <>
          <h2>{t("Belum selesai")}</h2>
          <ul class="rows drafts">
            {drafts.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </ul>
        </>
      ) : (
        <div class="empty">
          <p>{t("Siapkan KTP pekerja. Isian yang belum selesai menunggu Anda di sini.")}</p>
        </div>
      )}
      <a class="quiet wide" href={href("kunjungan")}>
        <Icon name="note" /> {t("Catat kunjungan")}
      </a>
    </Screen>
  );
}

function AskLocation() {
  return (
    <Notice tone="calm" icon="help">
      <p>{t("Sertakan lokasi saat mendaftar? Penyelia melihat pendaftaran dibuat di desa mana. Boleh tidak, dan bisa diubah di Akun.")}</p>
      <div class="chips">
        <button type="button" class="quiet" onClick={() => void chooseLocating(true)}>
          {t("Ya, sertakan")}
        </button>
        <button type="button" class="quiet" onClick={() => void chooseLocating(false)}>
          {t("Tidak")}
        </button>
      </div>
    </Notice>
  );
}

function CameBack() {
  const { returned = 0, attention = 0 } = counts.value ?? {};
  if (!returned && !attention) return null;
  const open = () => {
    list.value = returned ? "returned" : "attention";
    go("kiriman");
  };
  return (
    <button type="button" class="notice returned" onClick={open}>
      <Icon name="returned" />
      <span>{counted("%(n)s pendaftaran perlu diperbaiki", returned + attention)}</span>
      <Icon name="next" />
    </button>
  );
}

/** Long enough to read the word and move the thumb. */
const UNDO_MS = 8000;

function DraftRow({ draft }: { draft: Kept }) {
  const { id, step, face, updated_at, corrects } = draft;
  const deleted = useSignal(false);
  // Deleted for good when the time to undo has passed, or the volunteer has gone on to something else.
  useEffect(() => {
    if (!deleted.value) return;
    // Where the phone refuses, the draft is there again.
    const timer = setTimeout(() => void removeDraft(id).finally(() => (deleted.value = false)), UNDO_MS);
    return () => clearTimeout(timer);
  }, [deleted.value, id]);
  useEffect(
    () => () => {
      if (deleted.peek()) void removeDraft(id);
    },
    [id],
  );

  if (deleted.value) {
    return (
      <li class="undo">
        <span role="status">{t("Draf dihapus.")}</span>
        <button type="button" class="quiet" onClick={() => (deleted.value = false)}>
          {t("Urungkan")}
        </button>
      </li>
    );
  }
  const who = face.initials || "–";
  const place = placeName(face.village_code, reference.value) || t("Desa belum diisi");
  return (
    <li>
      <a href={href(`daftar/${id}/${step}`)}>
        <i class="initials">{who}</i>
        <b>{place}</b>
        <span>
          {corrects ? t("Perbaikan") : t("Langkah %(n)s dari %(all)s", { n: step, all: LAST_STEP })}: {stepName(step)}, {when(updated_at)}
        </span>
      </a>
      <button type="button" class="plain" aria-label={t("Hapus draf %(who)s", { who })} onClick={() => (deleted.value = true)}>
        <Icon name="bin" />
      </button>
    </li>
  );
}
