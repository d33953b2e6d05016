/** The field app begins here: the shell at once, then what the phone holds, then the network. */

import { effect } from "@preact/signals";
import { render } from "preact";
import { adoptCopies } from "../store/adopting";
import { takeBallast } from "../store/ballast";
import { onStoreChange } from "../store/changes";
import { askFor } from "../sync/api";
import { startAutoSync } from "../sync/schedule";
import { lookForLoss } from "./canary";
import { saveOnLeaving } from "./form/draft";
import { Form, FormTop } from "./form/form";
import { Home } from "./home";
import { watchIdle } from "./idle";
import { Later, fetchRest } from "./later";
import { recallLocating } from "./location";
import { Unlock } from "./pin/unlock";
import { recallPlaces } from "./places";
import { route } from "./route";
import { Action } from "./screen";
import { Banners } from "./shell/banners";
import { Places } from "./shell/places";
import { Top } from "./shell/top";
import { SignIn } from "./signin";
import { broken, followPhone, session, userId, vault } from "./state";
import { lookWhetherKept } from "./storage";
import { fetchWords, language } from "./text";
import { startWorker } from "./update";

function App() {
  const { place, id } = route.value;
  const door = doorAt(place);
  const filling = !door && vault.value === "open" && place === "daftar" && id !== "";
  return (
    <div class="frame">
      {filling && <FormTop />}
      <div class="scroller">
        {!filling && <Top />}
        <Banners />
        {door ?? <Content place={place} id={id} />}
      </div>
      <Action />
      {!filling && !door && <Places />}
    </div>
  );
}

/** What has to be done before anything else: sign in, choose a PIN. */
function doorAt(place: string) {
  if (broken.value) return <Later screen="Broken" />;
  const here = session.value;
  if (here === null || place === "masuk" || (here && !here.token && vault.value === "missing")) return <SignIn />;
  return vault.value === "missing" ? <Later screen="ChoosePin" /> : undefined;
}

/** Whatever shows or writes a person's data; a list shows faces only while it is locked. */
function mustUnlock(place: string, id: string): boolean {
  return vault.value === "locked" && (id !== "" || !["kiriman", "target", "bantuan", "akun", "simpanan", "panduan"].includes(place));
}

/** What nobody waits for: the other screens, and a look at how safe this phone keeps things. */
async function rest(): Promise<void> {
  await fetchRest();
  await lookWhetherKept();
  // Not while a sync lets go of them.
  await navigator.locks.request("outbox", adoptCopies).catch(() => undefined);
  await takeBallast().catch(() => undefined);
}

/** After the first screen is drawn and the first sync has begun. */
const REST_MS = 1500;

function Content({ place, id }: { place: string; id: string }) {
  // Nothing is drawn that would be taken away again a moment later.
  if (vault.value === "unknown") return null;
  if (mustUnlock(place, id)) return <Unlock />;
  switch (place) {
    case "tersimpan":
      return <Later key={id} screen="Saved" />;
    case "kiriman":
      return <Later key={id} screen={id ? "SentDetail" : "SentList"} />;
    case "bukti":
      return <Later key={id} screen="ReceiptScreen" />;
    case "target":
      return <Later screen="Target" />;
    case "bantuan":
      return <Later screen="Help" />;
    case "panduan":
      return <Later screen="Guide" />;
    case "kunjungan":
      return <Later key={id} screen="VisitLog" />;
    case "akun":
      return <Later screen="Account" />;
    case "simpanan":
      return <Later screen="Keeping" />;
    default:
      return id ? <Form /> : <Home />;
  }
}

// Asked before the first stroke is drawn, so that the answer is there when it is.
followPhone();
askFor((document.documentElement.lang = language));
const root = document.getElementById("app");
void fetchWords().then(() => root && render(<App />, root));
saveOnLeaving();
watchIdle();
onStoreChange(({ about }) => (about === "entries" || about === "vault") && void recallPlaces(userId.value));
effect(() => {
  if (userId.value) void recallPlaces(userId.value);
});
addEventListener("load", () => {
  startAutoSync();
  void startWorker().catch(() => undefined);
  void recallLocating().catch(() => undefined);
  void lookForLoss().catch(() => undefined);
  setTimeout(() => void rest(), REST_MS);
});
