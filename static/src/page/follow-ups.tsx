/** Who asked to be visited again, the longest due first: a place and a day, never a name. */

import { useSignal } from "@preact/signals";
import type { Visit, VisitRow } from "../contract";
import { listFollowUps, settleFollowUp } from "../store/visits";
import { openFor } from "../store/vault";
import { placeName } from "./form/values";
import { Icon } from "./icons";
import { reference, userId } from "./state";
import { useStored } from "./stored";
import { t } from "./text";
import { date, daysFromToday, today } from "./words";

/** Plan a week ahead. */
const AHEAD_DAYS = 7;

interface Due {
  row: VisitRow;
  note: string | undefined;
}

export function FollowUps() {
  const due = useStored("visits", () => look(userId.value), [userId.value]).value ?? [];
  if (!due.length) return null;
  return (
    <section class="sheet-part">
      <h2>{t("Perlu didatangi lagi")}</h2>
      <ul class="rows">
        {due.map((one) => (
          <Line key={one.row.id} {...one} />
        ))}
      </ul>
    </section>
  );
}

function Line({ row, note }: Due) {
  const done = useSignal(false);
  const { follow_up_on = "", village_code } = row.face;
  const late = follow_up_on < today();
  return (
    <li class="due">
      <p>
        <b>{placeName(village_code, reference.value)}</b>
        <span>{late ? t("sejak %(date)s", { date: date(follow_up_on) }) : follow_up_on === today() ? t("hari ini") : date(follow_up_on)}</span>
        {note && <small>{note}</small>}
      </p>
      <button
        type="button"
        class="quiet"
        disabled={done.value}
        onClick={() => {
          done.value = true;
          void settleFollowUp(row.id).finally(() => (done.value = false));
        }}
      >
        <Icon name="check" /> {t("Sudah")}
      </button>
    </li>
  );
}

async function look(user: string): Promise<Due[]> {
  const rows = await listFollowUps(user, daysFromToday(AHEAD_DAYS));
  return Promise.all(rows.map(async (row) => ({ row, note: (await openFor<Visit>(user, row.id, row.sealed))?.note })));
}
