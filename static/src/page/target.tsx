/** Target: how far this month is, by the server's last word, with what only this phone knows beside it. */

import type { Progress } from "../contract";
import { expectedByToday } from "../rules/quota";
import { streak } from "../rules/streak";
import { listEntryRows } from "../store/entries";
import { readProgress } from "../store/progress";
import { Icon, type IconName } from "./icons";
import { Screen } from "./screen";
import { counts, sync, userId } from "./state";
import { useStored } from "./stored";
import { counted, t } from "./text";
import { localDay, month, number, today, when } from "./words";

export function Target() {
  const period = today().slice(0, 7);
  const progress = useStored("progress", async () => (await readProgress(userId.value, period)) ?? null, [userId.value, period]).value;
  const unsent = counts.value?.unsent ?? 0;
  const days = useStored("entries", () => daysInARow(userId.value), [userId.value]).value ?? 0;
  const at = sync.value.last_success_at;
  return (
    <Screen title={t("Target %(month)s", { month: month(period) })}>
      {progress && <Month progress={progress} />}
      {progress === null && (
        <p class="empty">{t("Belum ada angka untuk bulan ini. Angka datang saat HP tersambung ke kantor.")}</p>
      )}
      {unsent > 0 && (
        <p class="notice phone">
          <Icon name="phone" />
          <span>{counted("%(n)s masih di HP ini dan belum terkirim, jadi belum ikut dihitung di atas.", unsent, { n: number(unsent) })}</span>
        </p>
      )}
      {days > 1 && <p>{t("Anda mendaftarkan pekerja %(n)s hari berturut-turut.", { n: number(days) })}</p>}
      {at && <p class="small">{t("Angka dari kantor, %(when)s.", { when: when(at) })}</p>}
    </Screen>
  );
}

/** Far enough back for anybody's streak to be worth saying. */
const LOOK_BACK = 300;

async function daysInARow(user: string): Promise<number> {
  const rows = await listEntryRows({ userId: user, limit: LOOK_BACK });
  return streak(rows.map(({ saved_at }) => localDay(saved_at)), today());
}

function Month({ progress }: { progress: Progress }) {
  const { target, approved, waiting, returned, rejected, period } = progress;
  const expected = expectedByToday(target, period, today());
  const gap = expected - approved;
  return (
    <>
      <p class="lead">
        <b>{number(approved)}</b> {t("disetujui dari target %(target)s", { target: number(target) })}
      </p>
      <Bar progress={progress} expected={expected} />
      <p>
        {gap > 0
          ? t("Garis tegak: %(n)s, yang diharapkan sampai hari ini. Perlu %(gap)s lagi.", { n: number(expected), gap: number(gap) })
          : t("Garis tegak: %(n)s, yang diharapkan sampai hari ini. Sudah tercapai.", { n: number(expected) })}
      </p>
      <dl class="figures">
        <Figure tone="approved" icon="check" words={t("Disetujui")} count={approved} />
        <Figure tone="sent" icon="clock" words={t("Menunggu diperiksa")} count={waiting} />
        <Figure tone="returned" icon="returned" words={t("Dikembalikan")} count={returned} />
        <Figure tone="rejected" icon="cross" words={t("Ditolak")} count={rejected} />
      </dl>
    </>
  );
}

const Figure = ({ tone, icon, words, count }: { tone: string; icon: IconName; words: string; count: number }) => (
  <div class={tone}>
    <dt>
      <Icon name={icon} /> {words}
    </dt>
    <dd>{number(count)}</dd>
  </div>
);

const WIDTH = 320;
const HEIGHT = 24;

/** Approved, then waiting, then returned, along the way to the target; a stroke stands at what is expected today. */
function Bar({ progress: { target, approved, waiting, returned }, expected }: { progress: Progress; expected: number }) {
  const whole = Math.max(target, approved + waiting + returned, 1);
  const length = (count: number) => (count / whole) * WIDTH;
  const parts = [
    { tone: "approved", from: 0, count: approved },
    { tone: "sent", from: approved, count: waiting },
    { tone: "returned", from: approved + waiting, count: returned },
  ];
  const words = t("%(approved)s disetujui, %(waiting)s menunggu, %(returned)s dikembalikan, target %(target)s, diharapkan hari ini %(expected)s", {
    approved,
    waiting,
    returned,
    target,
    expected,
  });
  return (
    <svg class="way" viewBox={`0 0 ${WIDTH} ${HEIGHT + 8}`} role="img" aria-label={words}>
      <rect class="ground" x="0" y="4" width={WIDTH} height={HEIGHT} rx="6" />
      {parts.map(({ tone, from, count }) => (
        <rect key={tone} class={tone} x={length(from)} y="4" width={length(count)} height={HEIGHT} />
      ))}
      <line class="expected" x1={length(expected)} x2={length(expected)} y1="0" y2={HEIGHT + 8} />
    </svg>
  );
}
