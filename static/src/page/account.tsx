/** Akun: who is signed in, and a way out that leaves all work on the phone. */

import { useSignal } from "@preact/signals";
import { signOut } from "../sync/api";
import { listDrafts } from "../store/drafts";
import { waitingPhotos } from "../store/photos";
import { endSession } from "../store/session";
import { lockNow } from "./idle";
import { Languages } from "./languages";
import { chooseLocating, locating } from "./location";
import { ChangePin } from "./pin/change";
import { Tick } from "./pieces/choice";
import { Sheet } from "./pieces/sheet";
import { go, href } from "./route";
import { Screen } from "./screen";
import { counts, refreshSession, session, userId, vault } from "./state";
import { useStored } from "./stored";
import { counted, t } from "./text";
import { when } from "./words";

export function Account() {
  const leaving = useSignal(false);
  const changing = useSignal(false);
  const user = session.value?.user;
  if (!user) return <Screen title={t("Akun")} />;
  return (
    <Screen title={t("Akun")}>
      <p class="lead">{user.full_name}</p>
      <p>{t("Nama pengguna: %(name)s", { name: user.username })}</p>
      <p class="small">{t("Masuk %(when)s.", { when: when(session.value?.signed_in_at ?? "") })}</p>
      <Tick label={t("Sertakan lokasi saat mendaftar")} checked={locating.value === true} onTick={(yes) => void chooseLocating(yes)} />
      <p class="small">{t("Dicatat juga: waktu, lama mengisi, dan nomor urut HP. Penyelia memakainya untuk menemukan kekeliruan.")}</p>
      <h2>{t("Bahasa")}</h2>
      <Languages />
      {vault.value === "open" && <p class="small">{t("Sesudah ganti bahasa, PIN diminta lagi. Isian yang belum selesai tetap ada.")}</p>}
      <div class="links">
        <a class="quiet wide" href={href("simpanan")}>
          {t("Simpanan di HP ini")}
        </a>
        {vault.value === "open" && (
          <>
            <button type="button" class="quiet wide" onClick={() => void lockNow()}>
              {t("Kunci sekarang")}
            </button>
            <button type="button" class="quiet wide" onClick={() => (changing.value = true)}>
              {t("Ganti PIN")}
            </button>
          </>
        )}
        <button type="button" class="quiet wide" onClick={() => (leaving.value = true)}>
          {t("Keluar")}
        </button>
      </div>
      {changing.value && <ChangePin onDone={() => (changing.value = false)} />}
      {leaving.value && <Leaving onStay={() => (leaving.value = false)} />}
    </Screen>
  );
}

function Leaving({ onStay }: { onStay: () => void }) {
  const drafts = useStored("drafts", () => listDrafts(userId.value), [userId.value]).value?.length ?? 0;
  const photos = useStored("photos", () => waitingPhotos(userId.value), [userId.value]).value?.length ?? 0;
  const { unsent = 0, carried = 0 } = counts.value ?? {};
  const staying = [
    ...(unsent ? [counted("%(n)s pendaftaran yang belum terkirim", unsent)] : []),
    ...(carried ? [counted("%(n)s isian dari berkas atau salinan", carried)] : []),
    ...(drafts ? [counted("%(n)s draf", drafts)] : []),
  ];
  const and = t("dan");
  const leave = async () => {
    const token = session.value?.token;
    await lockNow();
    await endSession().finally(onStay);
    await refreshSession();
    go("daftar");
    // The phone has let go already; the office hears of it when there is a network, else the token runs out.
    if (token) void signOut(token).catch(() => undefined);
  };
  return (
    <Sheet title={t("Keluar dari HP ini")} onClose={onStay}>
      <p>{staying.length ? t("%(work)s tetap tersegel di HP ini, tetap dikirim saat ada jaringan, dan ada lagi saat Anda masuk kembali.", { work: staying.join(` ${and} `) }) : t("Semua pendaftaran sudah terkirim.")}</p>
      {photos > 0 && <p>{counted("%(n)s foto KTP tetap tersegel di HP ini dan dikirim sesudah Anda masuk kembali.", photos)}</p>}
      <p>{t("Masuk kembali butuh jaringan.")}</p>
      <button type="button" class="primary" onClick={onStay}>
        {t("Tetap masuk")}
      </button>
      <button type="button" class="quiet" onClick={() => void leave()}>
        {t("Keluar")}
      </button>
    </Sheet>
  );
}
