/** Foto KTP: why it is asked for, the worker's word on it, the camera, and a look before it is kept. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { readEntry } from "../../store/entries";
import { hasRoomForPhoto, keepConsent, listPhotoRequests, savePhoto, type PhotoRequest } from "../../store/photos";
import { ReadAloud } from "../form/read-aloud";
import { expectReturn } from "../idle";
import { Tick } from "../pieces/choice";
import { Notice } from "../pieces/notice";
import { go, href, route } from "../route";
import { Screen } from "../screen";
import { say } from "../shell/said";
import { userId } from "../state";
import { useStored } from "../stored";
import { t } from "../text";
import { Preview } from "./preview";
import { NoPicture, shrink } from "./shrink";

export function TakePhoto() {
  const { id } = route.value;
  const found = useStored("photos", () => look(id), [id]).value;
  if (!found) return <Screen title={t("Foto KTP")} quiet />;
  return found.request ? <Taking request={found.request} who={found.who} /> : <NotAsked id={id} />;
}

function Taking({ request, who }: { request: PhotoRequest; who: string }) {
  const file = useRef<HTMLInputElement>(null);
  const picture = useSignal<Blob | undefined>(undefined);
  const takenAt = useSignal("");
  const trouble = useSignal("");
  const busy = useSignal(false);
  useEffect(() => void hasRoomForPhoto().then((room) => room || (trouble.value = noRoom())), []);

  const openCamera = () => {
    // The same picture chosen twice is a choice too.
    if (file.current) file.current.value = "";
    expectReturn();
    file.current?.click();
  };
  const look = async (taken: File | undefined) => {
    if (!taken) return;
    busy.value = true;
    trouble.value = "";
    takenAt.value = new Date().toISOString();
    picture.value = await shrink(taken).catch((error: unknown) => {
      if (!(error instanceof NoPicture)) throw error;
      trouble.value = t("Foto itu tidak bisa dibaca HP ini. Ambil sekali lagi.");
      return undefined;
    });
    busy.value = false;
  };
  const keep = async () => {
    if (!picture.value) return;
    busy.value = true;
    try {
      const kept = await savePhoto(request, new Uint8Array(await picture.value.arrayBuffer()), takenAt.value);
      say(kept ? t("Foto tersimpan di HP.") : t("Foto ini tidak diminta lagi, jadi tidak disimpan."));
      go(`kiriman/${request.registration_id}`);
    } catch {
      trouble.value = noRoom();
    }
    busy.value = false;
  };

  const ready = picture.value;
  return (
    <Screen
      title={t("Foto KTP")}
      action={
        ready ? (
          <div class="either">
            <button type="button" class="quiet" disabled={busy.value} onClick={openCamera}>
              {t("Ulangi")}
            </button>
            <button type="button" class="primary" disabled={busy.value} onClick={() => void keep()}>
              {t("Pakai")}
            </button>
          </div>
        ) : (
          <button type="button" class="primary" disabled={!request.consent || busy.value || trouble.value === noRoom()} onClick={openCamera}>
            {busy.value ? t("Menyiapkan foto") : t("Buka kamera")}
          </button>
        )
      }
    >
      <p class="lead">{who}</p>
      <input ref={file} hidden type="file" accept="image/*" capture="environment" onChange={(event) => void look(event.currentTarget.files?.[0])} />
      {trouble.value && (
        <div role="alert">
          <Notice tone="rejected" icon="warning">
            {trouble.value}
          </Notice>
        </div>
      )}
      {ready ? (
        <>
          <p>{t("Pastikan seluruh KTP terlihat dan NIK terbaca.")}</p>
          <Preview picture={ready} />
        </>
      ) : (
        <Before request={request} />
      )}
    </Screen>
  );
}

/** What is read and agreed to before the camera opens. */
function Before({ request }: { request: PhotoRequest }) {
  const { id, user_id, reason, consent, trouble } = request;
  const agree = (yes: boolean) =>
    keepConsent(user_id, id, yes ? { given_at: new Date().toISOString(), notice_version: NOTICE_VERSION } : undefined);
  return (
    <>
      {reason && <p>{t("Pesan penyelia: %(note)s", { note: reason })}</p>}
      {trouble === "unusable" && (
        <Notice tone="returned" icon="returned">
          {t("Foto sebelumnya tidak bisa dipakai kantor. Ambil sekali lagi di tempat terang, seluruh KTP terlihat.")}
        </Notice>
      )}
      <h2>{t("Bacakan kepada pekerja")}</h2>
      <div class="notice-text" tabIndex={0} role="region" aria-label={t("Teks persetujuan foto")}>
        <p>{notice()}</p>
      </div>
      <ReadAloud text={notice()} />
      <Tick label={t("Pekerja setuju KTP-nya difoto")} checked={!!consent} onTick={(yes) => void agree(yes)} />
      <p class="small">{t("Bila pekerja tidak setuju, jangan memotret. Beri tahu penyelia; pendaftarannya tetap ada.")}</p>
    </>
  );
}

/** Changes with the sentence: what was agreed to is known by it. */
const NOTICE_VERSION = "foto-2026-11-1";

const notice = (): string =>
  t(
    "Kantor ingin mencocokkan data Bapak/Ibu dengan KTP. Boleh saya memotret KTP Bapak/Ibu? Foto hanya dilihat petugas yang memeriksa pendaftaran ini, disimpan tersegel, dan tidak dipakai untuk hal lain. Bapak/Ibu boleh tidak setuju.",
  );

const noRoom = (): string => t("Ruang HP hampir habis, jadi foto tidak disimpan. Pendaftaran tetap bisa disimpan. Kosongkan sedikit ruang HP, lalu ambil fotonya.");

function NotAsked({ id }: { id: string }) {
  return (
    <Screen title={t("Foto KTP")}>
      <div class="empty">
        <p>{t("Foto untuk pendaftaran ini tidak diminta, atau tidak diperlukan lagi.")}</p>
        <a class="quiet" href={href(`kiriman/${id}`)}>
          {t("Kembali ke pendaftaran")}
        </a>
      </div>
    </Screen>
  );
}

async function look(registration: string): Promise<{ request: PhotoRequest | undefined; who: string }> {
  const [requests, entry] = await Promise.all([listPhotoRequests(userId.value), readEntry(registration)]);
  const request = requests.find((one) => one.registration_id === registration && one.state === "asked");
  return { request, who: entry?.registration.full_name ?? "" };
}
