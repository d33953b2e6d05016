/** A small server that keeps the wire of design/api.md in memory, and can be made to fail in all the ways networks do. */

import { createDecipheriv, createECDH, createHash, hkdfSync } from "node:crypto";
import { gunzipSync } from "node:zlib";

import type { BatchRequest, Change, HeldRegistration, ItemResult, Offer, Reference, Registration, SealedItem, SealingKey, Visit } from "../../../static/src/contract";
import { canonicalJson } from "../../../static/src/rules/digest";
import { PhotoDesk } from "./photos";

export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  text: string;
  body: Buffer;
  bytes: number;
  redirect: RequestRedirect | undefined;
}

/** What to do instead of, or after, handling a request: undefined lets it pass. cut: so much of its body arrives, and no answer. */
export type Fault = (asked: Asked) => Response | "lose the request" | "lose the answer" | "never answer" | { cut: number } | undefined;

interface Held {
  digest: string;
  content: Registration | Visit;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const html = (status = 200): Response =>
  new Response("<!doctype html><title>Wi-Fi</title>", { status, headers: { "Content-Type": "text/html" } });

export const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Response =>
  Response.json({ type: "about:blank", title: code, status, code, ...more }, { status, headers: { "Content-Type": "application/problem+json", ...headers } });

/** The office's key pair, in node's own cryptography: a second reading of docs/api.md beside webapp/keyring.py. */
export class Office {
  readonly told: SealingKey;
  private readonly pair = createECDH("prime256v1");

  /** secret: the private half in hex, of an office that has sealed something before. */
  constructor(secret?: string) {
    if (secret) this.pair.setPrivateKey(secret, "hex");
    else this.pair.generateKeys();
    const point = this.pair.getPublicKey();
    this.told = { key_id: sha256Bytes(point).slice(0, 16), public_key: point.toString("base64url") };
  }

  get secret(): string {
    return this.pair.getPrivateKey("hex");
  }

  open({ id, schema_version, sealed }: SealedItem): { author: string; kind: string; content: unknown } | undefined {
    const inside = this.unseal(id, schema_version, Buffer.from(sealed, "base64"));
    return inside && JSON.parse(inside.toString());
  }

  /** All that is in a box. */
  unseal(id: string, version: number, box: Buffer): Buffer | undefined {
    const bound = `${id}|${version}`;
    const point = box.subarray(9, 74);
    const wrapping = Buffer.from(hkdfSync("sha256", this.pair.computeSecret(point), point, `jangkau box v1|${bound}`, 32));
    try {
      const key = unsealed(wrapping, Buffer.alloc(12), box.subarray(74, 122));
      return unsealed(key, box.subarray(122, 134), box.subarray(134), bound);
    } catch {
      return undefined;
    }
  }
}

function unsealed(key: Buffer, nonce: Buffer, body: Buffer, bound = ""): Buffer {
  const cipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(bound)).setAuthTag(body.subarray(-16));
  return Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()]);
}

const sha256Bytes = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

export class Server {
  office = new Office();
  token = "token-1";
  /** Users whose phones the office revoked: their deposits wait. */
  readonly revoked = new Set<string>();
  readonly quarantined: SealedItem[] = [];
  epoch = "epoch-1";
  watermark: string | null = null;
  now = Date.parse("2026-11-23T05:00:00Z");
  /** By id/revision, or by id for a visit. */
  readonly held = new Map<string, Held>();
  readonly batches = new Map<string, { digest: string; results: ItemResult[] }>();
  changes: Change[] = [];
  readonly photos = new PhotoDesk((change) => this.changes.push(change), () => this.office);
  reference = { version: "v1", villages: [] as unknown[] };
  readonly asked: Asked[] = [];
  fault: Fault = () => undefined;
  /** What an item is answered when it is not simply stored. */
  judge: (item: Registration | Visit) => Partial<ItemResult> | undefined = () => undefined;
  /** Give a false count in short answers. */
  garbled = false;

  fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const body = init.body ? Buffer.from(await new Response(init.body).arrayBuffer()) : Buffer.alloc(0);
    const headers = new Headers(init.headers);
    const text = headers.get("Content-Encoding") === "gzip" ? gunzipSync(body).toString() : body.toString();
    const asked = { method: init.method ?? "GET", path: url.replace("/api/v1", ""), headers, text, body, bytes: body.length, redirect: init.redirect };
    this.asked.push(asked);
    const fault = this.fault(asked);
    if (fault instanceof Response) return fault;
    if (fault === "lose the request") throw new TypeError("network");
    if (fault === "never answer") return new Promise(() => undefined);
    if (typeof fault === "object") asked.body = body.subarray(0, fault.cut);
    const answer = this.answer(asked);
    if (fault) throw new TypeError("network");
    return answer;
  };

  puts = (): Asked[] => this.asked.filter(({ method }) => method === "PUT");

  /** A decision of the office, told in the feed. */
  decide(id: string, revision: number, status: HeldRegistration["status"], reasons: HeldRegistration["reasons"] = []): void {
    this.changes.push({ kind: "registration", id, revision, status, reasons, note: null, decided_at: this.facts().server_time });
  }

  /** The disk was lost and a backup was put back that holds only these. */
  restore(keep: (key: string) => boolean = () => false): void {
    for (const key of [...this.held.keys()]) if (!keep(key)) this.held.delete(key);
    this.batches.clear();
    this.changes = [];
    this.epoch = `${this.epoch}+`;
  }

  private answer(asked: Asked): Response {
    const [, , author] = /^Bearer ((.*)\.slot)$/.exec(asked.headers.get("Authorization") ?? "") ?? [];
    if (asked.path === "/sealed" && author) return this.deposit(asked, author);
    if (asked.headers.get("Authorization") !== `Bearer ${this.token}`) return problem(401, "unauthenticated");
    if (asked.path === "/sealed/open") return this.reopen(asked);
    const [, door, id] = asked.path.split(/[/?]/);
    if (door === "batches") return this.receive(id!, asked);
    if (door === "changes") return this.tell(new URLSearchParams(asked.path.split("?")[1]));
    if (door === "reconcile") return this.compare((JSON.parse(asked.text) as { items: Offer[] }).items);
    if (door === "registrations") return this.show(id!);
    if (door === "photos") return this.photos.answer(asked);
    if (asked.headers.get("If-None-Match") === `"${this.reference.version}"`) return new Response(null, { status: 304 });
    return Response.json(this.reference as unknown as Reference, { headers: { ETag: `"${this.reference.version}"` } });
  }

  private deposit({ text }: Asked, author: string): Response {
    const { items } = JSON.parse(text) as { items: SealedItem[] };
    const results = items.map((item) => {
      if (this.revoked.has(author)) {
        this.quarantined.push(item);
        return { id: item.id, digest: item.digest, outcome: "quarantined" };
      }
      const said = this.office.open(item);
      if (said?.author !== author || sha256(canonicalJson(said.content)) !== item.digest) return { id: item.id, digest: item.digest, outcome: "invalid" };
      const { kind: _, ...result } = this.take(said.content as Registration | Visit);
      return { ...result, digest: item.digest };
    });
    return Response.json({ results, ...this.facts() });
  }

  private reopen({ text }: Asked): Response {
    const { items } = JSON.parse(text) as { items: SealedItem[] };
    const opened = items.flatMap((item) => {
      const said = this.office.open(item);
      return said ? [{ id: item.id, content: said.content }] : [];
    });
    return Response.json({ opened, ...this.facts() });
  }

  private facts() {
    this.now += 1000;
    return { server_time: new Date(this.now).toISOString(), server_epoch: this.epoch, backup_watermark: this.watermark };
  }

  private receive(id: string, { text, headers }: Asked): Response {
    const { registrations, visits } = JSON.parse(text) as BatchRequest;
    const before = this.batches.get(id);
    if (before && before.digest !== sha256(text)) return problem(409, "same_id_other_content");
    const results = before?.results ?? [...registrations, ...visits].map((item) => this.take(item));
    this.batches.set(id, { digest: sha256(text), results });
    const answer = { batch_id: id, replayed: Boolean(before), ...this.facts() };
    if (headers.get("Prefer") !== "return=minimal") return Response.json({ ...answer, results });
    const usual = results.filter(({ outcome }) => /^stored/.test(outcome)).map((one) => one.id).sort();
    const matches = results.flatMap((one) => (one.matches && usual.includes(one.id) ? [{ id: one.id, matches: one.matches }] : []));
    const stored = { count: usual.length + (this.garbled ? 1 : 0), sha256: sha256(usual.join("\n")) };
    return Response.json({ ...answer, results: results.filter((one) => !usual.includes(one.id)), stored, matches });
  }

  private take(item: Registration | Visit): ItemResult {
    const kind = "visited_at" in item ? "visit" : "registration";
    const result = { id: item.id, kind, ...("revision" in item && { revision: item.revision }) } as const;
    const verdict = this.judge(item);
    if (verdict?.outcome && verdict.outcome !== "stored") return { ...result, outcome: "", ...verdict };
    const key = "revision" in item ? `${item.id}/${item.revision}` : item.id;
    const digest = sha256(canonicalJson(item));
    const held = this.held.get(key);
    if (held && held.digest !== digest) return { ...result, outcome: "conflict" };
    this.held.set(key, { digest, content: item });
    return { ...result, outcome: held ? "stored_before" : "stored", ...verdict };
  }

  private tell(query: URLSearchParams): Response {
    const cursor = query.get("after") ?? "0";
    if (Number(cursor) > this.changes.length) return problem(422, "bad_cursor");
    const end = Math.min(this.changes.length, Number(cursor) + 2);
    const changes = this.changes.slice(Number(cursor), end);
    return Response.json({ cursor: String(end), more: end < this.changes.length, changes, ...this.facts() });
  }

  private compare(items: Offer[]): Response {
    const sorted = { have: [] as object[], lacks: [] as object[], differs: [] as object[] };
    for (const { id, revision, digest } of items) {
      const held = this.held.get(revision ? `${id}/${revision}` : id);
      sorted[!held ? "lacks" : held.digest === digest ? "have" : "differs"].push({ id, ...(revision && { revision }) });
    }
    const receipt = { issued_at: this.facts().server_time, device_id: "device", count: sorted.have.length, sha256: "", key_id: "k", signature: "s" };
    return Response.json({ ...sorted, receipt, ...this.facts() });
  }

  private show(id: string): Response {
    const texts = [...this.held.values()].map(({ content }) => content as Registration).filter((one) => one.id === id);
    const registration = texts.sort((a, b) => b.revision - a.revision)[0];
    if (!registration) return problem(404, "not_found");
    const told = this.changes.filter((one) => one.kind === "registration" && one.id === id).at(-1) as HeldRegistration | undefined;
    const { status = "received", reasons = [] } = told ?? {};
    return Response.json({ id, revision: registration.revision, status, reasons, note: null, received_at: this.facts().server_time, registration });
  }
}
