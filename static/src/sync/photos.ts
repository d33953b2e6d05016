/** Sends photos piece by piece, after all texts, and goes on where it was cut off; a photo is never the record. */

import type { PhotoAnswer, PhotoOffer, PhotoRow } from "../contract";
import { dropPhoto, isWhole, markKept, waitingPhotos } from "../store/photos";
import { isOpen } from "../store/vault";
import { call, Problem, type Caller } from "./api";
import { hearChanges } from "./receive";
import { deliverAll } from "./refusals";
import { sparing } from "./sparing";
import { setStatus } from "./status";
import type { Run } from "./steps";

/** The office takes 32 kB at a time. */
const PIECE = 32_000;

/** Unless the phone asks to be spared: then photos wait for their own button, or for a better moment. */
export async function sendPhotos(run: Run): Promise<void> {
  if (!(await sparing())) await sendPhotosAnyway(run);
}

/** Offer each photo once. One the office stumbles over does not hold up the others. */
export async function sendPhotosAnyway(run: Run): Promise<void> {
  const waiting = await waitingPhotos(run.userId);
  if (!waiting.length) return;
  let stumbled: Problem | undefined;
  let arrived = 0;
  try {
    for (const photo of waiting) if (await send(photo)) arrived++;
  } finally {
    setStatus({ phase: "receiving", photo: undefined });
  }
  // The office's word that it has them is what lets them go from here.
  if (arrived) await hearChanges(run);
  if (stumbled) throw stumbled;

  /** Whether the office has all of it. */
  async function send(photo: PhotoRow): Promise<boolean> {
    const { box } = photo.sealed;
    let here = await heard(photo, offer(run.caller, { request_id: photo.id, sha256: photo.sha256, length: box.length }));
    while (here && !here.complete) {
      // A text that was saved meanwhile goes first.
      await deliverAll(run);
      if (!isOpen(run.userId)) return false;
      setStatus({ phase: "sending", photo: true, sent: kilobytes(here.offset), total: kilobytes(box.length) });
      const { offset } = here;
      here = await heard(photo, push(run.caller, photo.sha256, offset, box.subarray(offset, offset + PIECE)), "begun");
      if (here && !here.complete && here.offset <= offset) {
        // An office that does not move on would be sent the same piece for ever.
        stumbled ??= new Problem("offset_differs", 409);
        return false;
      }
    }
    return here !== undefined;
  }

  /** The answer; undefined when the office would not have this photo, or not now. */
  async function heard(photo: PhotoRow, answer: Promise<PhotoAnswer>, begun?: "begun"): Promise<PhotoAnswer | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof Problem) || !isAboutThePhoto(error)) throw error;
      // The office forgot what had been begun: next time begins with asking how far it is.
      const again = error.status >= 500 || error.code === "offset_differs" || (begun && error.status === 404);
      if (again || (error.code === "photo_torn" && (await isWhole(photo)))) stumbled ??= error;
      else await judged(photo, error);
      return undefined;
    }
  }
}

const offer = (caller: Caller, photo: PhotoOffer): Promise<PhotoAnswer> =>
  call<PhotoAnswer>("POST", "/photos", { ...caller, text: JSON.stringify(photo), is: isAnswer });

const push = (caller: Caller, name: string, offset: number, piece: Uint8Array<ArrayBuffer>): Promise<PhotoAnswer> =>
  call<PhotoAnswer>("PATCH", `/photos/${name}`, {
    ...caller,
    bytes: new Blob([piece]),
    headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
    is: isAnswer,
  });

/** In the office's own words and not about who asks, how often, or how busy it is. */
const isAboutThePhoto = ({ code, status }: Problem): boolean =>
  code !== "offline" && code !== "not_the_server" && ![401, 429, 503].includes(status);

async function judged(photo: PhotoRow, { code, status }: Problem): Promise<void> {
  if (code === "photo_not_wanted") await dropPhoto(photo, "unwanted");
  // No picture, or one this phone's own disk has spoilt.
  else if (status === 422) await dropPhoto(photo, "unusable");
  else await markKept(photo);
}

const isAnswer = ({ offset, complete }: Partial<PhotoAnswer>): boolean =>
  Number.isInteger(offset) && Number(offset) >= 0 && typeof complete === "boolean";

const kilobytes = (bytes: number): number => Math.round(bytes / 1000);
