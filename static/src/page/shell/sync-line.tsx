/** One line that always says how the sending is going, what is safe, and what happens next. */

import { useSignal } from "@preact/signals";
import type { Counts, SyncStatus } from "../../contract";
import { syncNow } from "../../sync/run";
import { href } from "../route";
import { counts, linked, sync } from "../state";
import { counted, t } from "../text";
import { clock, when } from "../words";

export function SyncLine() {
  const pressed = useSignal(false);
  const status = sync.value;
  const running = status.phase !== "idle" || pressed.value;
  const send = async () => {
    pressed.value = true;
    await syncNow("button");
    pressed.value = false;
  };
  return (
    <div class="sync">
      <p role="status">{summary(status, counts.value, linked.value)}</p>
      {status.phase === "sending" && status.total > 0 ? (
        <progress aria-label={t("Pengiriman")} max={status.total} value={status.sent} />
      ) : (
        <p class="small">{times(status)}</p>
      )}
      {!running && status.problem?.code === "signed_out" ? (
        <a class="quiet" href={href("masuk")}>
          {t("Masuk lagi")}
        </a>
      ) : (
        <button type="button" class="quiet" disabled={running} onClick={() => void send()}>
          {t("Kirim sekarang")}
        </button>
      )}
    </div>
  );
}

/** What happened, and what is safe. */
function summary({ phase, sent, total, photo, problem }: SyncStatus, waiting: Counts | undefined, onNetwork: boolean): string {
  const done = { n: sent, all: total };
  if (phase === "sending" && total) return photo ? t("Foto %(n)s dari %(all)s kB", done) : t("Mengirim %(n)s dari %(all)s", done);
  if (phase !== "idle") return t("Menerima kabar dari kantor");
  const { unsent = 0, carried = 0 } = waiting ?? {};
  const safe = [
    ...(unsent ? [counted("%(n)s pendaftaran aman di HP ini.", unsent)] : []),
    ...(carried ? [counted("%(n)s isian dari berkas atau salinan menunggu dikirim.", carried)] : []),
  ].join(" ") || t("Tidak ada yang menunggu dikirim.");
  if (!onNetwork || problem?.code === "offline") return unsent || carried ? t("%(safe)s Dikirim saat ada sinyal.", { safe }) : safe;
  switch (problem?.code) {
    case undefined:
      return safe;
    case "not_the_server":
      return t("Jaringan ini meminta masuk dulu, atau bukan jaringan kita. %(safe)s", { safe });
    case "signed_out":
      return t("Masuk lagi untuk mengirim. %(safe)s", { safe });
    case "storage":
      return t("HP ini menolak menulis. Kosongkan sedikit ruang HP. %(safe)s", { safe });
    case "busy":
      return t("Kantor sedang sibuk. %(safe)s", { safe });
    default:
      return t("Kantor belum bisa menerima. %(safe)s", { safe });
  }
}

function times({ last_success_at, next_try_at, problem }: SyncStatus): string {
  const last = last_success_at ? t("Terakhir %(when)s.", { when: when(last_success_at) }) : t("Belum pernah tersambung.");
  if (!problem || !next_try_at) return last;
  return last + " " + t("Coba lagi %(time)s.", { time: clock(next_try_at) });
}
