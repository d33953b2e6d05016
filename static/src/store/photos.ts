/** Keeps what the office asked to see, and the photo that answers it: sealed, and never at the cost of a text. */

import type { PhotoConsent, PhotoRequestChange, PhotoRequestRow, PhotoRow, PhotoText, Sealed } from "../contract";
import { sha256 } from "../rules/digest";
import type { Bytes } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write, writeIfRoom } from "./db";
import type { Rooms } from "./rooms";
import { openFor, sealFor } from "./vault";

const ROOMS = ["photo_requests", "photos"] as const;

/** With less than this free a photo is not begun: the room is for texts. */
const ROOM_FOR_A_PHOTO = 8_000_000;

/** Canonical JSON has no line feed of its own: the first one ends the text, and the picture begins. */
const PARTING: Bytes = new Uint8Array([0x0a]);

/** A request with the supervisor's words, while they can be read, and the size of its photo, when there is one. */
export interface PhotoRequest extends PhotoRequestRow {
  reason?: string;
  waiting?: number;
}

/** All of one user's requests, the oldest first. */
export async function listPhotoRequests(userId: string): Promise<PhotoRequest[]> {
  const range = IDBKeyRange.bound([userId], [userId, []]);
  const [requests, photos] = await read(ROOMS, (rooms) => Promise.all([rooms.photo_requests.getAll(range), rooms.photos.getAll(range)]));
  requests.sort((one, other) => (one.asked_at < other.asked_at ? -1 : 1));
  return Promise.all(
    requests.map(async (row) => {
      const [said, photo] = [await openFor<Reason>(userId, row.id, row.said), photos.find(({ id }) => id === row.id)];
      return { ...row, ...said, ...(photo && { waiting: photo.sealed.box.length }) };
    }),
  );
}

/** Photos that wait to be sent, in the order in which they were taken. */
export async function waitingPhotos(userId: string): Promise<PhotoRow[]> {
  const rows = await read(["photos"], ({ photos }) => photos.getAll(IDBKeyRange.bound([userId], [userId, []])));
  return rows.sort((one, other) => (one.taken_at < other.taken_at ? -1 : 1));
}

/** Whether the phone has room to spare; where the browser does not say, the write itself will. */
export async function hasRoomForPhoto(): Promise<boolean> {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage >= ROOM_FOR_A_PHOTO;
}

/** The worker agreed to this one photo, or took it back. */
export async function keepConsent(userId: string, id: string, consent: PhotoConsent | undefined): Promise<void> {
  await changeRequest(userId, id, ({ consent: _, ...row }) => ({ ...row, ...(consent && { consent }) }));
}

/**
 * Seal a picture for the office and its writer and keep it, in the place of one taken earlier; resolves when the disk
 * has it, to false when it is not asked for any more. Throws QuotaExceededError on a full disk: then nothing of it is
 * kept, and the ballast stays.
 */
export async function savePhoto(request: PhotoRequestRow, picture: Bytes, takenAt: string): Promise<boolean> {
  const { user_id, id, registration_id, consent } = request;
  if (!consent) throw new Error("no photo without the worker's consent");
  const text: PhotoText = { id, registration_id, taken_at: takenAt, consent };
  const sealed = await sealFor(user_id, "photo", id, text, PARTING, picture);
  const photo: PhotoRow = { user_id, id, registration_id, taken_at: takenAt, sha256: await sha256(sealed.box.buffer), sealed };
  const kept = await writeIfRoom(ROOMS, async (rooms) => {
    const row = await rooms.photo_requests.get([user_id, id]);
    if (row?.state !== "asked") return false;
    await Promise.all([rooms.photos.put(photo), rooms.photo_requests.put(untroubled(row))]);
    return true;
  });
  if (kept) tellStoreChange({ about: "photos", saved: true });
  return kept;
}

/** Whether the box is still what it was: then what was torn was torn on the way. */
export const isWhole = async ({ sealed, sha256: name }: PhotoRow): Promise<boolean> => (await sha256(sealed.box.buffer)) === name;

/** The office does not want it: unwanted lets the request go too, unusable asks for another photo. */
export async function dropPhoto({ user_id, id, sha256: name }: PhotoRow, why: "unwanted" | "unusable"): Promise<void> {
  await write(ROOMS, async (rooms) => {
    // Taken anew meanwhile: what is said about the earlier one means nothing for it.
    if ((await rooms.photos.get([user_id, id]))?.sha256 !== name) return;
    await rooms.photos.delete([user_id, id]);
    const row = await rooms.photo_requests.get([user_id, id]);
    if (!row) return;
    const { consent: _, ...rest } = row;
    await rooms.photo_requests.put(why === "unwanted" ? { ...bare(row), state: why } : { ...rest, trouble: why });
  });
  tellStoreChange({ about: "photos" });
}

/** The office would not take it, for a reason this app does not know: it stays. */
export const markKept = ({ user_id, id }: PhotoRow): Promise<void> => changeRequest(user_id, id, (row) => ({ ...row, trouble: "kept" }));

/** The volunteer has read that the photo was let go. */
export async function forgetPhotoRequest({ user_id, id }: PhotoRequestRow): Promise<void> {
  await write(["photo_requests"], (rooms) => rooms.photo_requests.delete([user_id, id]));
  tellStoreChange({ about: "photos" });
}

/** The supervisor's reason at rest. */
export async function sealReason(userId: string, { id, reason }: PhotoRequestChange): Promise<Sealed | undefined> {
  return reason ? sealFor(userId, "draft", id, { reason } satisfies Reason) : undefined;
}

/** Take in what the feed says about a request; said is its sealed reason. */
export async function applyPhotoRequest(
  rooms: Rooms<"photo_requests" | "photos" | "entries" | "wanted">,
  userId: string,
  { id, registration_id, asked_at, state }: PhotoRequestChange,
  said: Sealed | undefined,
): Promise<void> {
  const key: [string, string] = [userId, id];
  const row = await rooms.photo_requests.get(key);
  const fresh = { user_id: userId, id, registration_id, asked_at };
  if (state === "asked") {
    await rooms.photo_requests.put({ ...row, ...fresh, state, ...(said && { said }) });
    const entry = await rooms.entries.get(registration_id);
    // Made on another phone, or let go of since: whoever takes the photo should see whose it is.
    if (!entry || entry.thin) await rooms.wanted.put({ user_id: userId, id: registration_id });
    return;
  }
  if (state !== "received" && state !== "withdrawn") return;
  const photo = await rooms.photos.get(key);
  await rooms.photos.delete(key);
  if (state === "received") await rooms.photo_requests.put({ ...fresh, state });
  // Taken for nothing: that is said. One that was never answered is simply gone.
  else if (photo) await rooms.photo_requests.put({ ...fresh, state: "unwanted" });
  else if (row?.state !== "unwanted") await rooms.photo_requests.delete(key);
}

interface Reason {
  reason: string;
}

const untroubled = ({ trouble: _, ...row }: PhotoRequestRow): PhotoRequestRow => row;

/** What is left of a request that is over: nothing about a person. */
const bare = ({ user_id, id, registration_id, asked_at }: PhotoRequestRow) => ({ user_id, id, registration_id, asked_at });

async function changeRequest(userId: string, id: string, change: (row: PhotoRequestRow) => PhotoRequestRow): Promise<void> {
  await write(["photo_requests"], async (rooms) => {
    const row = await rooms.photo_requests.get([userId, id]);
    if (row) await rooms.photo_requests.put(change(row));
  });
  tellStoreChange({ about: "photos" });
}
