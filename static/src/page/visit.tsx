/** Catat kunjungan: what a visit came to and what stood in the way, in a few taps. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Visit } from "../contract";
import { readEntry } from "../store/entries";
import { newId } from "../store/ids";
import { listVisits, saveVisit } from "../store/visits";
import { FollowUps } from "./follow-ups";
import { villages } from "./form/address";
import { label } from "./form/fields";
import { Choices, Chip } from "./pieces/choice";
import { DateFields } from "./pieces/dates";
import { Group, Text } from "./pieces/field";
import { Search } from "./pieces/search";
import { lastPlaces } from "./places";
import { go, route } from "./route";
import { Screen, focusFirst } from "./screen";
import { say } from "./shell/said";
import { reference, userId } from "./state";
import { useStored } from "./stored";
import { either, t } from "./text";
import { date, daysFromToday, today, when } from "./words";

/** Address part that a met wage earner leads to. */
const WAGE_EARNER = "bergaji";
const LATEST = 5;

type Answers = Partial<Pick<Visit, "village_code" | "result" | "note" | "follow_up_on" | "occupation_code">> & { obstacles: string[] };

export function VisitLog() {
  const { id } = route.value;
  const answers = useSignal<Answers>(beginning(id));
  const tried = useSignal(false);
  const refused = useSignal(false);
  const lists = reference.value;
  const { village_code, result, obstacles, note = "", follow_up_on = "" } = answers.value;
  const change = (part: Partial<Answers>) => (answers.value = { ...answers.value, ...part });

  useEffect(() => {
    if (!id || id === WAGE_EARNER) return;
    void readEntry(id).then((entry) => {
      if (!entry) return;
      const { village_code, occupation_code } = entry.registration;
      change({ village_code, occupation_code, result: "registered" });
    });
  }, [id]);

  const wrongDate = follow_up_on !== "" && !(follow_up_on >= today() && date(follow_up_on) !== follow_up_on);
  const save = async () => {
    tried.value = true;
    if (!result || !village_code || wrongDate) return void setTimeout(() => focusFirst("[data-error]"));
    const visit = {
      id: newId(),
      visited_at: new Date().toISOString(),
      ...answers.value,
      village_code,
      result,
      ...(id && id !== WAGE_EARNER && { registration_id: id }),
    };
    try {
      await saveVisit(written(visit), userId.value);
      say(t("Kunjungan tersimpan di HP."));
      go("daftar");
    } catch {
      refused.value = true;
    }
  };

  return (
    <Screen
      title={t("Catat kunjungan")}
      action={
        <>
          <div role="alert">{refused.value && <p class="error">{t("Belum tersimpan: HP ini menolak menulis. Kosongkan sedikit ruang HP, lalu tekan Simpan lagi.")}</p>}</div>
          <button type="button" class="primary" onClick={() => void save()}>
            {t("Simpan kunjungan")}
          </button>
        </>
      }
    >
      <FollowUps />
      <Search
        id="visit_village"
        label={label("village_code")}
        error={tried.value && !village_code ? t("Pilih desa atau kelurahan.") : undefined}
        options={villages.value}
        value={village_code}
        onPick={(code) => change({ village_code: code })}
      />
      <Choices<Visit["result"]>
        id="visit_result"
        label={t("Hasil kunjungan")}
        error={tried.value && !result ? t("Pilih hasil kunjungan.") : undefined}
        options={results().map(([value, label]) => ({ value, label }))}
        value={result}
        onPick={(picked) => change({ result: picked })}
      />
      <Group id="visit_obstacles" label={t("Kendala")} hint={t("Boleh lebih dari satu, boleh kosong")}>
        <div class="chips">
          {(lists?.obstacles ?? []).map(({ code, label_id, label_en }) => {
            const on = obstacles.includes(code);
            return (
              <Chip
                key={code}
                on={on}
                onTap={() => change({ obstacles: on ? obstacles.filter((one) => one !== code) : [...obstacles, code] })}
              >
                {either(label_id, label_en)}
              </Chip>
            );
          })}
        </div>
      </Group>
      <DateFields
        id="visit_follow_up"
        label={t("Datang lagi")}
        hint={t("Boleh kosong")}
        error={wrongDate && tried.value ? t("Pilih tanggal hari ini atau sesudahnya.") : undefined}
        value={follow_up_on}
        onDate={(value) => change({ follow_up_on: value })}
        below={
          <div class="chips">
            {soon().map(([words, day]) => (
              <Chip key={words} on={follow_up_on === day} onTap={() => change({ follow_up_on: day })}>
                {words}
              </Chip>
            ))}
          </div>
        }
      />
      <Text id="visit_note" label={t("Catatan")} hint={t("Tanpa nama dan NIK")} value={note} onText={(text) => change({ note: text })} input={{ maxLength: 300 }} />
      <Latest />
    </Screen>
  );
}

function Latest() {
  const visits = useStored("visits", () => listVisits({ userId: userId.value, limit: LATEST }), [userId.value]).value ?? [];
  if (!visits.length) return null;
  const names = new Map(results());
  return (
    <section class="sheet-part">
      <h2>{t("Kunjungan terakhir")}</h2>
      <ul class="plain-list">
        {visits.map(({ id, face, state }) => (
          <li key={id}>
            {names.get(face.result)}, {when(face.visited_at)}
            <small>{state === "sent" ? t("Terkirim") : state === "unsent" ? t("Belum terkirim") : t("Belum diterima kantor")}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const beginning = (id: string): Answers => {
  const village_code = lastPlaces.value[0];
  return {
    obstacles: [],
    ...(village_code && { village_code }),
    ...(id === WAGE_EARNER && { result: "not_eligible" as const }),
  };
};

/** Only what was answered. */
function written(visit: Omit<Visit, "device_seq">): Omit<Visit, "device_seq"> {
  return Object.fromEntries(Object.entries(visit).filter(([, value]) => value !== "" && value !== undefined)) as typeof visit;
}

const results = (): [Visit["result"], string][] => [
  ["registered", t("Mendaftar")],
  ["interested", t("Tertarik, belum mendaftar")],
  ["refused", t("Tidak mau")],
  ["absent", t("Tidak di rumah")],
  ["already_member", t("Sudah peserta")],
  ["not_eligible", t("Tidak memenuhi syarat")],
];

const soon = (): [string, string][] => [
  [t("Besok"), daysFromToday(1)],
  [t("Minggu depan"), daysFromToday(7)],
  [t("Bulan depan"), daysFromToday(30)],
];
