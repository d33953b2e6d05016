/** The office's door for photos, as its wire is written down in docs/api.md: pieces come in, a box is whole or is dropped. */

import { createHash } from "node:crypto";

import type { PhotoRequestChange, PhotoText } from "../../../static/src/contract";
import { problem, type Asked, type Office } from "./server";

interface Upload {
  request_id: string;
  length: number;
  bytes: Buffer;
}

/** A photo the office took in. */
export interface Photo {
  author: string;
  content: PhotoText;
  picture: Buffer;
}

const MOST_A_PIECE = 32_000;
const MOST_BYTES = 110_000;

export class PhotoDesk {
  readonly requests = new Map<string, PhotoRequestChange>();
  readonly uploads = new Map<string, Upload>();
  /** By the hash of their boxes. */
  readonly taken = new Map<string, Photo>();
  /** What is wrong with a picture, by the office's eyes. */
  judge: (photo: Photo) => "photo_torn" | "photo_invalid" | undefined = () => undefined;

  constructor(
    private readonly tell: (change: PhotoRequestChange) => void,
    private readonly office: () => Office,
  ) {}

  ask(registration_id: string, id: string, reason: string | null = "NIK kurang jelas."): void {
    this.say({ kind: "photo_request", id, registration_id, state: "asked", reason, asked_at: "2026-11-23T05:00:00Z" });
  }

  withdraw(id: string): void {
    this.say({ ...this.requests.get(id)!, state: "withdrawn", reason: null });
  }

  answer(asked: Asked): Response {
    const [, , name] = asked.path.split("/");
    return name ? this.add(name, asked) : this.begin(asked);
  }

  private begin({ text }: Asked): Response {
    const { request_id, sha256, length } = JSON.parse(text) as { request_id: string; sha256: string; length: number };
    const request = this.requests.get(request_id);
    if (!request) return problem(404, "not_found");
    if (this.taken.has(sha256)) return Response.json({ offset: length, complete: true });
    if (request.state !== "asked") return problem(409, "photo_not_wanted");
    if (length > MOST_BYTES) return problem(422, "invalid");
    const upload = this.uploads.get(sha256) ?? { request_id, length, bytes: Buffer.alloc(0) };
    this.uploads.set(sha256, upload);
    return Response.json({ offset: upload.bytes.length, complete: false });
  }

  private add(name: string, { body, headers }: Asked): Response {
    if (headers.get("Content-Type") !== "application/offset+octet-stream") return problem(415, "unsupported_media_type");
    if (body.length > MOST_A_PIECE) return problem(413, "too_large");
    const upload = this.uploads.get(name);
    if (!upload) return problem(404, "not_found");
    const from = Number(headers.get("Upload-Offset"));
    if (from > upload.bytes.length) return problem(409, "offset_differs", { offset: upload.bytes.length });
    upload.bytes = Buffer.concat([upload.bytes, body.subarray(upload.bytes.length - from)]);
    return upload.bytes.length < upload.length ? Response.json({ offset: upload.bytes.length, complete: false }) : this.finish(name, upload);
  }

  private finish(name: string, { request_id, bytes }: Upload): Response {
    this.uploads.delete(name);
    if (createHash("sha256").update(bytes).digest("hex") !== name) return problem(422, "photo_torn");
    const inside = this.office().unseal(request_id, 1, bytes);
    const end = inside?.indexOf(0x0a) ?? -1;
    if (!inside || end < 0) return problem(422, "photo_invalid");
    const photo = { ...(JSON.parse(inside.subarray(0, end).toString()) as Photo), picture: inside.subarray(end + 1) };
    const fault = this.judge(photo);
    if (fault) return problem(422, fault);
    this.taken.set(name, photo);
    this.say({ ...this.requests.get(request_id)!, state: "received", reason: null });
    return Response.json({ offset: bytes.length, complete: true });
  }

  private say(change: PhotoRequestChange): void {
    this.requests.set(change.id, change);
    this.tell(change);
  }
}
