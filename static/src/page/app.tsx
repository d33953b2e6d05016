/** The field app begins here: the shell at once, then what the phone holds, then the network. */

import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { startAutoSync } from "../sync/schedule";
import { onStoreChange } from "../store/changes";
import { formOpen, saveOnLeaving } from "./form/draft";
import { Form, FormTop } from "./form/form";
import { Saved } from "./form/saved";
import { Home } from "./home";
import { Notice } from "./pieces/notice";
import { recallPlaces } from "./places";
import { route } from "./route";
import { Said } from "./shell/said";
import { Action } from "./screen";
import { Places } from "./shell/places";
import { Top } from "./shell/top";
import { SignIn } from "./signin";
import { followPhone, outdated, session, userId } from "./state";
import { lookWhetherKept } from "./storage";
import { t } from "./text";
import { installUpdate, startWorker, updateReady } from "./update";

/** The screens that can wait: fetched (from the phone itself, once installed) when the first of them is opened. */
const others = signal<typeof import("./later") | undefined>(undefined);

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
        {signedOut ? <SignIn /> : <Content place={place} id={id} />}
      </div>
      <Action />
      {!filling && !signedOut && <Places />}
    </div>
  );
}

function Content({ place, id }: { place: string; id: string }) {
  const waits = ["kiriman", "target", "bantuan", "kunjungan", "akun"].includes(place);
  useEffect(() => {
    if (waits && !others.value) void import("./later").then((screens) => (others.value = screens));
  }, [waits]);
  if (place === "tersimpan") return <Saved />;
  if (!waits) return id ? <Form /> : <Home />;
  if (!others.value) return <main class="screen" />;
  const { Account, Help, SentDetail, SentList, Target, VisitLog } = others.value;
  switch (place) {
    case "kiriman":
      return id ? <SentDetail key={id} /> : <SentList />;
    case "target":
      return <Target />;
    case "bantuan":
      return <Help />;
    case "kunjungan":
      return <VisitLog key={id} />;
    default:
      return <Account />;
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

const root = document.getElementById("app");
if (root) render(<App />, root);
followPhone();
saveOnLeaving();
onStoreChange(({ about }) => about === "entries" && void recallPlaces(userId.value));
effect(() => {
  if (userId.value) void recallPlaces(userId.value);
});
addEventListener("load", () => {
  startAutoSync();
  void startWorker().catch(() => undefined);
  void lookWhetherKept();
});
