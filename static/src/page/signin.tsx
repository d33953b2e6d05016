/** Masuk: the one moment that needs a network; afterwards the phone remembers. */

import { useSignal } from "@preact/signals";
import { Problem, signIn } from "../sync/api";
import { saveSession } from "../store/session";
import { destroyReading, furnish } from "../store/vault";
import { Languages } from "./languages";
import { Tick } from "./pieces/choice";
import { Text } from "./pieces/field";
import { Notice } from "./pieces/notice";
import { go, route } from "./route";
import { Screen } from "./screen";
import { online, refreshSession, session } from "./state";
import { askToKeep } from "./storage";
import { counted, t } from "./text";

/** Address part of whoever forgot the PIN. */
const FORGOTTEN = "lupa";

export function SignIn() {
  const forgotten = route.value.id === FORGOTTEN;
  const username = useSignal(session.value?.user.username ?? "");
  const password = useSignal("");
  const shown = useSignal(false);
  // the coordinator's QR leads here with the code in the address
  const code = useSignal(route.value.place === "masuk" && !forgotten ? route.value.id : "");
  const byCode = useSignal(!!code.value);
  const busy = useSignal(false);
  const trouble = useSignal("");

  const enter = async () => {
    if (busy.value) return;
    if (byCode.value ? !code.value.trim() : !username.value.trim() || !password.value) {
      trouble.value = byCode.value ? t("Isi kode dari kantor.") : t("Isi nama pengguna dan kata sandi.");
      return;
    }
    busy.value = true;
    trouble.value = "";
    try {
      const who = byCode.value
        ? { enrolment_code: code.value.trim() }
        : { username: username.value.trim(), password: password.value };
      const answer = await signIn(who, deviceName());
      const { deposit_token: _, sealing_key: __, ...known } = answer;
      await furnish(answer.user.id, answer);
      if (forgotten) await destroyReading(answer.user.id);
      await saveSession({ ...known, signed_in_at: new Date().toISOString() });
      await refreshSession();
      void askToKeep();
      go("daftar");
    } catch (error) {
      trouble.value = explain(error, byCode.value);
    }
    busy.value = false;
  };

  return (
    <Screen
      title={t("Masuk")}
      action={
        <button type="submit" form="signin" class="primary" disabled={busy.value}>
          {busy.value ? t("Menghubungi kantor") : t("Masuk")}
        </button>
      }
    >
      <p>
        {forgotten || session.value
          ? t("Masuk lagi untuk membuat PIN baru. Yang belum terkirim tetap dikirim, dan isian lama dibuka lagi oleh kantor.")
          : t("Masuk butuh jaringan satu kali. Sesudah itu, pendaftaran bisa dibuat tanpa sinyal.")}
      </p>
      {!online.value && (
        <Notice tone="calm" icon="phone">
          {t("HP ini sedang tanpa jaringan. Cari tempat bersinyal untuk masuk. Yang sudah tersimpan tetap aman di HP ini.")}
        </Notice>
      )}
      <form
        id="signin"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        {byCode.value ? (
          <Text id="code" label={t("Kode masuk")} value={code.value} onText={(text) => (code.value = text)} input={{ autocapitalize: "characters", spellcheck: false }} />
        ) : (
          <>
            <Text
              id="username"
              label={t("Nama pengguna")}
              value={username.value}
              onText={(text) => (username.value = text)}
              input={{ autocomplete: "username", autocapitalize: "none", spellcheck: false }}
            />
            <Text
              id="password"
              label={t("Kata sandi")}
              value={password.value}
              onText={(text) => (password.value = text)}
              input={{ ...(!shown.value && { type: "password" }), autocomplete: "current-password", autocapitalize: "none" }}
            />
            <Tick label={t("Perlihatkan yang diketik")} checked={shown.value} onTick={(yes) => (shown.value = yes)} />
          </>
        )}
        <button type="button" class="quiet wide" onClick={() => (byCode.value = !byCode.value)}>
          {byCode.value ? t("Pakai kata sandi") : t("Pakai kode dari kantor")}
        </button>
      </form>
      <div role="alert">
        {trouble.value && (
          <Notice tone="rejected" icon="warning">
            {trouble.value}
          </Notice>
        )}
      </div>
      <Languages />
    </Screen>
  );
}

function explain(error: unknown, byCode: boolean): string {
  if (!(error instanceof Problem)) return t("HP ini menolak menyimpan. Kosongkan sedikit ruang HP, lalu coba lagi.");
  const { code, status, detail, retryAfter } = error;
  if (code === "offline") return t("Kantor belum terhubung. Periksa jaringan, lalu coba lagi.");
  if (code === "not_the_server") return t("Jaringan ini meminta masuk dulu, atau bukan jaringan kita. Coba jaringan lain.");
  if (status === 401 && byCode) return t("Kode ini salah, sudah dipakai, atau sudah lewat waktunya. Minta kode baru.");
  if (status === 401) return t("Nama pengguna atau kata sandi belum cocok. Periksa huruf besar dan kecil.");
  if (status === 429) return counted("Terlalu sering mencoba. Tunggu %(n)s menit, lalu coba lagi.", Math.ceil((retryAfter ?? 60) / 60));
  return detail ?? t("Kantor sedang tidak bisa menerima. Coba lagi sebentar lagi.");
}

const deviceName = (): string => (/Android/.test(navigator.userAgent) ? "HP Android" : "Peramban");
