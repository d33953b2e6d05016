/** The field app begins here: the shell at once, then what the phone holds, then the network. */

import { effect, signal } from "@preact/signals";
import { render, type ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { startAutoSync } from "../sync/schedule";
import { onStoreChange } from "../store/changes";
import { formOpen, saveOnLeaving } from "./form/draft";
import { Form } from "./form/form";
import { Saved } from "./form/saved";
import { Home } from "./home";
import { Notice } from "./pieces/notice";
import { recallPlaces } from "./places";
import { route } from "./route";
import { Places } from "./shell/places";
import { Top } from "./shell/top";
import { SignIn } from "./signin";
import { followPhone, outdated, session, userId } from "./state";
import { lookWhetherKept } from "./storage";
import { t } from "./text";
import { installUpdate, startWorker, updateReady } from "./update";

type Loader = () => Promise<{ default: ComponentType }>;

/** Screens that can wait: fetched (from the phone itself, once installed) when first opened. */
const later: Record<string, Loader> = {
  kiriman: () => import("./sent/sent"),
  target: () => import("./target"),
  bantuan: () => import("./help/help"),
  kunjungan: () => import("./visit"),
  akun: () => import("./account"),
};
const loaded = signal<Record<string, ComponentType>>({});

function App() {
  const { place, id } = route.value;
  if (session.value === null || place === "masuk") return <SignIn />;
  if (place === "daftar" && id) return <Form />;
  return (
    <div class="with-places">
      <Top />
      <Banners />
      <Content place={place} />
      <Places />
    </div>
  );
}

function Content({ place }: { place: string }) {
  if (place === "tersimpan") return <Saved />;
  const load = later[place];
  return load ? <Later key={place} place={place} load={load} /> : <Home />;
}

function Later({ place, load }: { place: string; load: Loader }) {
  useEffect(() => {
    void load().then(({ default: screen }) => (loaded.value = { ...loaded.value, [place]: screen }));
  }, [place]);
  const Ready = loaded.value[place];
  return Ready ? <Ready /> : <main class="screen" />;
}

function Banners() {
  return (
    <div class="banners" role="status">
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
