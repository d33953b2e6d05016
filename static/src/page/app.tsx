/** The field app begins here: the shell at once, then what the phone holds, then the network. */

import { effect } from "@preact/signals";
import { render } from "preact";
import { onStoreChange } from "../store/changes";
import { startAutoSync } from "../sync/schedule";
import { formOpen, saveOnLeaving } from "./form/draft";
import { Form, FormTop } from "./form/form";
import { Saved } from "./form/saved";
import { Home } from "./home";
import { Later, fetchRest } from "./later";
import { Notice } from "./pieces/notice";
import { recallPlaces } from "./places";
import { route } from "./route";
import { Action } from "./screen";
import { Places } from "./shell/places";
import { Said } from "./shell/said";
import { Top } from "./shell/top";
import { followPhone, outdated, session, userId } from "./state";
import { lookWhetherKept } from "./storage";
import { t } from "./text";
import { installUpdate, startWorker, updateReady } from "./update";


function App() {
  const { place, id } = route.value;
  const signedOut = session.value === null || place === "masuk";
  const filling = !signedOut && place === "daftar" && id !== "";
  return (
    <div class="frame">
      {filling && <FormTop />}
      <div class="scroller">
        {!filling && <Top />}
        <Banners />
        {signedOut ? <Later screen="SignIn" /> : <Content place={place} id={id} />}
      </div>
      <Action />
      {!filling && !signedOut && <Places />}
    </div>
  );
}

/** After the first screen is drawn and the first sync has begun. */
const REST_MS = 1500;

function Content({ place, id }: { place: string; id: string }) {
  switch (place) {
    case "tersimpan":
      return <Saved />;
    case "kiriman":
      return <Later key={id} screen={id ? "SentDetail" : "SentList"} />;
    case "target":
      return <Later screen="Target" />;
    case "bantuan":
      return <Later screen="Help" />;
    case "kunjungan":
      return <Later key={id} screen="VisitLog" />;
    case "akun":
      return <Later screen="Account" />;
    default:
      return id ? <Form /> : <Home />;
  }
}

function Banners() {
  return (
    <div class="banners" role="status">
      <Said />
      {outdated.value && (
        <Notice tone="phone" icon="warning">
          {t("Jangkau dibuka dengan versi lebih baru. Muat ulang halaman ini.")}{" "}
          <button type="button" class="quiet" onClick={() => location.reload()}>
            {t("Muat ulang")}
          </button>
        </Notice>
      )}
      {updateReady.value && !formOpen.value && (
        <Notice tone="calm" icon="check">
          {t("Versi baru siap. Semua isian tetap ada.")}{" "}
          <button type="button" class="quiet" onClick={installUpdate}>
            {t("Pasang")}
          </button>
        </Notice>
      )}
    </div>
  );
}

// Asked before the first stroke is drawn, so that the answer is there when it is.
followPhone();
const root = document.getElementById("app");
if (root) render(<App />, root);
saveOnLeaving();
onStoreChange(({ about }) => about === "entries" && void recallPlaces(userId.value));
effect(() => {
  if (userId.value) void recallPlaces(userId.value);
});
addEventListener("load", () => {
  startAutoSync();
  void startWorker().catch(() => undefined);
  void lookWhetherKept();
  setTimeout(() => void fetchRest(), REST_MS);
});
