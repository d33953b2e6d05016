/** The top of every place: whose app, where today, is there a network, and the three true numbers. */

import { Icon, Mark, type IconName } from "../icons";
import { whereNow } from "../places";
import { go, href } from "../route";
import { list, type ListName } from "../sent/filter";
import { counts, online, session, userId } from "../state";
import { t } from "../text";
import { number } from "../words";
import { SyncLine } from "./sync-line";

export function Top() {
  return (
    <header class="top">
      <div class="bar">
        <Mark />
        <p class="brand">
          Jangkau <span>{whereNow.value}</span>
        </p>
        <p class={online.value ? "network on" : "network"} role="status">
          <i aria-hidden="true" />
          {online.value ? t("Daring") : t("Luring")}
        </p>
        {userId.value && (
          <a class="plain" href={href("akun")} aria-label={t("Akun")}>
            <Icon name="person" />
          </a>
        )}
      </div>
      {session.value !== null && <Numbers />}
    </header>
  );
}

function Numbers() {
  return (
    <>
      <div class="numbers">
        <TrueNumber icon="phone" tone="phone" count={counts.value?.unsent} words={t("belum terkirim")} opens="unsent" />
        <TrueNumber icon="sent" tone="sent" count={counts.value?.sent} words={t("terkirim")} opens="sent" />
        <TrueNumber icon="safe" tone="approved" count={counts.value?.backed_up} words={t("tercadang")} opens="backed_up" />
      </div>
      <SyncLine />
    </>
  );
}

interface TrueNumberProps {
  icon: IconName;
  tone: string;
  count: number | undefined;
  words: string;
  opens: ListName;
}

function TrueNumber({ icon, tone, count, words, opens }: TrueNumberProps) {
  const open = () => {
    list.value = opens;
    go("kiriman");
  };
  return (
    <button type="button" class={tone} onClick={open}>
      <b>
        {count === undefined ? "–" : number(count)} <Icon name={icon} />
      </b>
      <span>{words}</span>
    </button>
  );
}
