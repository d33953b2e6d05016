/** What the office wants to see, on Daftar: whose KTP and why, what waits, and what is no longer needed. */

import { readEntry, readEntryRow } from "../../store/entries";
import { forgetPhotoRequest, listPhotoRequests, type PhotoRequest } from "../../store/photos";
import { Icon } from "../icons";
import { Notice } from "../pieces/notice";
import { go } from "../route";
import { counts, userId } from "../state";
import { useStored } from "../stored";
import { t } from "../text";
import { shortCode } from "../words";
import { PhotosWaiting } from "./waiting";

interface Asked extends PhotoRequest {
  who: string;
}

export function PhotosAsked() {
  // counts: the registration a request is about may come after it.
  const all = useStored("photos", () => look(userId.value), [userId.value, counts.value]).value ?? [];
  return (
    <>
      {all.filter(isToDo).map((request) => (
        <button type="button" class="notice phone" key={request.id} onClick={() => go(`kiriman/${request.registration_id}/foto`)}>
          <Icon name="camera" />
          <span>
            {t("Foto KTP diminta: %(who)s", { who: request.who })}
            {request.reason && <small>{request.reason}</small>}
          </span>
          <Icon name="next" />
        </button>
      ))}
      <PhotosWaiting requests={all.filter(({ waiting }) => waiting)} />
      {all.filter(({ state }) => state === "unwanted").map((request) => (
        <Unwanted key={request.id} request={request} who={request.who} />
      ))}
    </>
  );
}

/** A photo was taken and is let go: the volunteer hears why it is not there any more. */
export function Unwanted({ request, who }: { request: PhotoRequest; who: string }) {
  return (
    <Notice tone="calm" icon="check">
      <p>{t("Foto KTP %(who)s tidak diperlukan lagi dan sudah dihapus dari HP ini.", { who })}</p>
      <button type="button" class="quiet" onClick={() => void forgetPhotoRequest(request)}>
        {t("Mengerti")}
      </button>
    </Notice>
  );
}

/** It waits for the volunteer. */
export const isToDo = ({ state, waiting }: PhotoRequest): boolean => state === "asked" && !waiting;

async function look(user: string): Promise<Asked[]> {
  const requests = await listPhotoRequests(user);
  return Promise.all(
    requests.map(async (request) => {
      const [entry, row] = await Promise.all([readEntry(request.registration_id), readEntryRow(request.registration_id)]);
      return { ...request, who: entry?.registration.full_name ?? row?.face.initials ?? shortCode(request.registration_id) };
    }),
  );
}
