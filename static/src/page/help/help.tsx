/** Bantuan: what to tell a worker, what it costs, how this app works; all of it without a network. */

import { beginPractice } from "../form/draft";
import { go, href } from "../route";
import { Screen } from "../screen";
import { reference } from "../state";
import { either, t } from "../text";
import { Calculator } from "./calculator";

export function Help() {
  return (
    <Screen title={t("Bantuan")}>
      <Benefits />
      <Calculator />
      <a class="quiet wide" href={href("panduan")}>
        {t("Panduan relawan")}
      </a>
      <button type="button" class="quiet wide" disabled={!reference.value} onClick={() => go(`daftar/${beginPractice()}/1`)}>
        {t("Latihan mengisi")}
      </button>
      <Part title={t("Data pekerja")}>
        {privacy().map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Part>
      <Part title={t("Aplikasi ini")}>
        <p>{t("Versi %(version)s", { version: APP_VERSION })}</p>
        <a class="quiet" href={href("simpanan")}>
          {t("Simpanan di HP ini")}
        </a>
      </Part>
    </Screen>
  );
}

/** Only what the law promises a participant, each sentence with where it comes from. */
function Benefits() {
  const lines = reference.value?.benefits ?? [];
  const topics = [...new Set(lines.map(({ topic }) => topic))];
  return (
    <section class="links">
      <h2>{t("Manfaat untuk dijelaskan")}</h2>
      {topics.map((topic) => (
        <details class="card" key={topic}>
          <summary>{topicName(topic)}</summary>
          <ul>
            {lines
              .filter((line) => line.topic === topic)
              .map(({ text_id, text_en, source }) => (
                <li key={text_id}>
                  {either(text_id, text_en)}
                  <small>{t("Sumber: %(source)s", { source: source.replace(/ *\([^)]*\)/g, "") })}</small>
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

const Part = ({ title, children }: { title: string; children: preact.ComponentChildren }) => (
  <details class="card">
    <summary>{title}</summary>
    {children}
  </details>
);

function topicName(topic: string): string {
  const names: Record<string, string> = {
    JKK: t("Kecelakaan kerja (JKK)"),
    JKM: t("Kematian (JKM)"),
    JHT: t("Tabungan hari tua (JHT)"),
    Beasiswa: t("Beasiswa anak"),
    Iuran: t("Iuran dan keringanan"),
    Mulai: t("Kapan mulai berlaku"),
  };
  return names[topic] ?? topic;
}

const privacy = (): string[] => [
  t("Tulis hanya yang diperlukan. Jangan memotret KTP dan jangan menyalin NIK ke tempat lain."),
  t("Pekerja boleh melihat, membetulkan, dan menarik datanya. Sampaikan permintaannya kepada penyelia."),
  t("Kunci layar HP Anda. Bila HP hilang, segera beri tahu penyelia."),
];
