/** Bukti untuk pekerja: a code, a QR to the public page, and words that promise nothing (product.md, Setting). */

import { useSignal } from "@preact/signals";
import { generate } from "lean-qr";
import type { Entry } from "../../contract";
import { readEntry } from "../../store/entries";
import { costOf } from "../form/cost";
import { placeName } from "../form/values";
import { expectReturn } from "../idle";
import { Amount } from "../pieces/amount";
import { href, route } from "../route";
import { Screen } from "../screen";
import { say } from "../shell/said";
import { reference } from "../state";
import { useStored } from "../stored";
import { t } from "../text";
import { date, shortCode } from "../words";

export function ReceiptScreen() {
  const { id } = route.value;
  const entry = useStored("entries", async () => (await readEntry(id)) ?? null, [id]).value;
  const busy = useSignal(false);
  if (entry === undefined) return <Screen title={t("Bukti untuk pekerja")} quiet />;
  if (entry === null) return <Gone />;
  const give = async () => {
    busy.value = true;
    await share(entry);
    busy.value = false;
  };
  const { registration } = entry;
  const cost = costOf(registration, reference.value, registration.captured_at.slice(0, 10));
  return (
    <Screen
      title={t("Bukti untuk pekerja")}
      action={
        <button type="button" class="primary" disabled={busy.value} onClick={() => void give()}>
          {t("Bagikan")}
        </button>
      }
    >
      <section class="receipt" aria-label={t("Bukti pencatatan")}>
        <Qr text={addressOf(entry)} />
        <p>{t("Kode")}</p>
        <p class="code big">{shortCode(id)}</p>
        <p>
          {placeName(registration.village_code, reference.value)}, {date(registration.captured_at)}
        </p>
        {cost && <Amount contribution={cost} />}
      </section>
      <p>{t("Dengan kode ini dan tanggal lahir, pekerja dapat melihat sampai di mana pendaftarannya:")}</p>
      <p class="code">{`${location.host}/status`}</p>
      <p>{promise()}</p>
      <a class="quiet wide" href={href(`kiriman/${id}`)}>
        {t("Kembali ke pendaftaran")}
      </a>
    </Screen>
  );
}

/** Whoever holds the phone may photograph this, so the name and the NIK are not on it. */
function Qr({ text }: { text: string }) {
  const code = generate(text);
  const cells: string[] = [];
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) cells.push(`M${x} ${y}h1v1h-1z`);
  const margin = 4;
  const side = code.size + 2 * margin;
  return (
    <svg class="qr" viewBox={`${-margin} ${-margin} ${side} ${side}`} role="img" aria-label={t("Kode QR ke halaman status")} shape-rendering="crispEdges">
      <rect x={-margin} y={-margin} width={side} height={side} fill="#fff" />
      <path d={cells.join("")} fill="#000" />
    </svg>
  );
}

/** Behind the #, so that no server's log ever holds the code. */
const addressOf = ({ id }: Entry): string => `${location.origin}/status#${shortCode(id)}`;

const promise = (): string =>
  t("Ini bukti pencatatan, bukan kartu peserta. Pekerja menjadi peserta setelah BPJS mendaftarkannya dan iuran pertama dibayar.");

/** The text is not here, or cannot be read: the registration's own screen says why. */
function Gone() {
  return (
    <Screen title={t("Bukti untuk pekerja")}>
      <div class="empty">
        <p>{t("Isi pendaftaran ini tidak ada di HP ini, jadi buktinya tidak bisa dibuat.")}</p>
        <a class="quiet" href={href(`kiriman/${route.value.id}`)}>
          {t("Kembali ke pendaftaran")}
        </a>
      </div>
    </Screen>
  );
}

async function share(entry: Entry): Promise<void> {
  const text = [
    t("Pencatatan BPJS Ketenagakerjaan (Jangkau)"),
    t("Kode: %(code)s", { code: shortCode(entry.id) }),
    t("Lihat status dengan kode ini dan tanggal lahir: %(address)s", { address: addressOf(entry) }),
    promise(),
  ].join("\n");
  expectReturn();
  try {
    if (navigator.share) return await navigator.share({ text });
    await navigator.clipboard.writeText(text);
    say(t("Bukti disalin. Tempelkan di pesan."));
  } catch (error) {
    if ((error as Error).name !== "AbortError") say(t("HP ini tidak bisa membagikan. Tunjukkan kodenya saja."));
  }
}
