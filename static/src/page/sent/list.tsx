/** Kiriman: everything this volunteer saved on this phone, a page at a time, newest first. */

import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { ListedEntry } from "../../contract";
import { listEntries } from "../../store/entries";
import { maskNik } from "../../rules/nik";
import { Chip } from "../pieces/choice";
import { Pill } from "../pieces/notice";
import { href } from "../route";
import { Screen } from "../screen";
import { reference, userId, vault } from "../state";
import { useStored, whenDrawn } from "../stored";
import { t } from "../text";
import { placeName } from "../form/values";
import { when } from "../words";
import { asQuery, list, lists } from "./filter";
import { SCREENFUL, keepNewest, newest } from "./newest";
import { standing } from "./state";

const PAGE = 20;

export function SentList() {
  const known = newest();
  const wanted = useSignal(known ? PAGE : SCREENFUL);
  // One more than is shown tells whether there are more.
  const query = { userId: userId.value, ...asQuery(list.value), limit: wanted.value + 1 };
  const entries = useStored("entries", () => listEntries(query), [userId.value, list.value, wanted.value, vault.value], known).value;
  const shown = entries?.slice(0, wanted.value);
  useLayoutEffect(() => {
    if (!entries) return;
    keepNewest(entries);
    // What lies below the screen is read when the screen is drawn; a list that ended on it has nothing below.
    if (wanted.value < PAGE && entries.length > wanted.value) whenDrawn(() => (wanted.value = PAGE));
  }, [entries]);
  return (
    <Screen title={t("Kiriman")}>
      <div class="chips scroll" role="group" aria-label={t("Saring")}>
        {lists().map(([name, words]) => (
          <Chip
            key={name}
            on={list.value === name}
            onTap={() => {
              wanted.value = list.value === name ? PAGE : SCREENFUL;
              list.value = name;
            }}
          >
            {words}
          </Chip>
        ))}
      </div>
      {shown?.length === 0 && <Empty />}
      <ul class="rows">
        {shown?.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ul>
      {entries && wanted.value >= PAGE && entries.length > wanted.value && (
        <button type="button" class="quiet wide" onClick={() => (wanted.value += PAGE)}>
          {t("Muat lagi")}
        </button>
      )}
    </Screen>
  );
}

function Row({ entry }: { entry: ListedEntry }) {
  const { registration, face, saved_at } = entry;
  const { tone, icon, words } = standing(entry);
  return (
    <li>
      <a href={href(`kiriman/${entry.id}`)}>
        <b>{registration?.full_name ?? face.initials}</b>
        <Pill tone={tone} icon={icon}>
          {words}
        </Pill>
        <span>{registration?.nik ? maskNik(registration.nik) : face.nik_tail ? `•••• ${face.nik_tail}` : t("Belum ada NIK")}</span>
        <span>
          {placeName(face.village_code, reference.value)}, {when(saved_at)}
        </span>
      </a>
    </li>
  );
}

function Empty() {
  const nothing: Partial<Record<typeof list.value, string>> = {
    all: t("Pendaftaran yang Anda simpan muncul di sini."),
    returned: t("Tidak ada yang dikembalikan."),
    attention: t("Tidak ada yang perlu diperbaiki."),
    unsent: t("Semua sudah terkirim."),
  };
  return (
    <div class="empty">
      <p>{nothing[list.value] ?? t("Belum ada di daftar ini.")}</p>
      <a class="quiet" href={href("daftar")}>
        {t("Daftarkan pekerja")}
      </a>
    </div>
  );
}
