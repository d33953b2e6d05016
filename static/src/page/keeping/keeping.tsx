/** Simpanan: what this phone holds, whether the office holds the same, and ways out when the phone is in trouble. */

import { Screen } from "../screen";
import { t } from "../text";
import { Agreement } from "./agreement";
import { ByHand } from "./by-hand";
import { Room } from "./room";
import { Traffic } from "./traffic";

export const Keeping = () => (
  <Screen title={t("Simpanan")}>
    <Agreement />
    <Traffic />
    <Room />
    <ByHand />
  </Screen>
);
