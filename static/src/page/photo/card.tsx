/** On a registration's own screen: the photo the office asks for, on its way, or arrived. */

import { listPhotoRequests, type PhotoRequest } from "../../store/photos";
import { Notice } from "../pieces/notice";
import { href } from "../route";
import { userId } from "../state";
import { useStored } from "../stored";
import { t } from "../text";
import { when } from "../words";
import { isToDo, Unwanted } from "./asked";
import { PhotosWaiting } from "./waiting";

export function PhotoCard({ registration, who }: { registration: string; who: string }) {
  const requests = useStored("photos", () => about(registration), [registration]).value ?? [];
  return (
    <>
      {requests.map((request) => (
        <Card key={request.id} request={request} who={who} />
      ))}
    </>
  );
}

function Card({ request, who }: { request: PhotoRequest; who: string }) {
  const { state, registration_id, asked_at, reason } = request;
  const camera = href(`kiriman/${registration_id}/foto`);
  if (state === "received") {
    return (
      <Notice tone="approved" icon="check">
        {t("Foto KTP sudah diterima kantor.")}
      </Notice>
    );
  }
  if (state === "unwanted") return <Unwanted request={request} who={who} />;
  if (!isToDo(request)) {
    return (
      <>
        <PhotosWaiting requests={[request]} />
        <a class="quiet wide" href={camera}>
          {t("Ambil foto lagi")}
        </a>
      </>
    );
  }
  return (
    <Notice tone="phone" icon="camera">
      <p>
        <b>{t("Foto KTP diminta")}</b>
      </p>
      {reason && <p>{t("Pesan penyelia: %(note)s", { note: reason })}</p>}
      <p class="small">{t("Diminta %(when)s.", { when: when(asked_at) })}</p>
      <a class="quiet" href={camera}>
        {t("Ambil foto KTP")}
      </a>
    </Notice>
  );
}

/** The newest that is still open, or the last one that was answered. */
async function about(registration: string): Promise<PhotoRequest[]> {
  const all = (await listPhotoRequests(userId.value)).filter(({ registration_id }) => registration_id === registration);
  const open = all.filter(({ state }) => state !== "received");
  return open.length ? open : all.slice(-1);
}
