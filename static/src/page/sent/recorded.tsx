/** What the phone wrote down by itself about a registration: the volunteer sees what the supervisor sees, and why. */

import type { Registration } from "../../contract";
import { t } from "../text";
import { when } from "../words";

interface Props {
  registration: Registration;
  /** What this phone's clock was ahead of the office's when they last spoke; undefined before that. */
  skew: number | undefined;
}

export function Recorded({ registration, skew }: Props) {
  const { captured_at, duration_s, location, device_seq } = registration;
  const rows: [string, string | number][] = [
    [t("Waktu di HP"), when(captured_at)],
    [t("Lama mengisi"), duration_s === undefined ? t("tidak tercatat") : lasted(duration_s)],
    [t("Lokasi"), location ? t("± %(m)s m", { m: Math.round(location.accuracy_m) }) : t("tidak disertakan")],
    [t("Nomor urut HP"), device_seq],
    ...(skew === undefined ? [] : [[t("Jam HP ini"), clockWords(Math.round(skew / 60))] as [string, string]]),
  ];
  return (
    <section class="sheet-part">
      <h2>{t("Tercatat otomatis")}</h2>
      <dl class="answers">
        {rows.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p class="small">
        {t("Penyelia melihat ini juga, untuk menemukan kekeliruan seperti desa yang tertukar. Angka Anda tidak berkurang karenanya.")}
      </p>
    </section>
  );
}

function lasted(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (!minutes) return t("%(s)s detik", { s: rest });
  return rest ? t("%(m)s menit %(s)s detik", { m: minutes, s: rest }) : t("%(m)s menit", { m: minutes });
}

function clockWords(ahead: number): string {
  if (!ahead) return t("cocok dengan jam kantor");
  return ahead > 0 ? t("%(n)s menit lebih cepat dari kantor", { n: ahead }) : t("%(n)s menit lebih lambat dari kantor", { n: -ahead });
}
