/** The four places, always at the thumb. */

import { Icon, type IconName } from "../icons";
import { href, route } from "../route";
import { counts } from "../state";
import { t } from "../text";

export function Places() {
  const waiting = (counts.value?.returned ?? 0) + (counts.value?.attention ?? 0);
  return (
    <nav class="places" aria-label={t("Menu utama")}>
      <Place to="daftar" icon="register" words={t("Daftar")} />
      <Place to="kiriman" icon="list" words={t("Kiriman")} badge={waiting} />
      <Place to="target" icon="target" words={t("Target")} />
      <Place to="bantuan" icon="help" words={t("Bantuan")} />
    </nav>
  );
}

function Place({ to, icon, words, badge = 0 }: { to: string; icon: IconName; words: string; badge?: number }) {
  const here = route.value.place === to;
  return (
    <a href={href(to)} aria-current={here ? "page" : undefined}>
      <Icon name={icon} />
      {words}
      {badge > 0 && (
        <span class="badge">
          {badge}
          <span class="unseen"> {t("perlu diperbaiki")}</span>
        </span>
      )}
    </a>
  );
}
