/** Speaks with the server, and believes an answer only when it is the server's. */

import type {
  BatchAnswer,
  ChangesAnswer,
  DeviceAnswer,
  FieldErrors,
  HeldRegistration,
  Offer,
  ProblemDocument,
  ReconcileAnswer,
  Reference,
  SignIn,
} from "../contract";

const API = "/api/v1";

/** A slow line carries about this much; what takes longer is a line that died. */
const SLOWEST_BYTES_PER_S = 1_000;
const PATIENCE_S = 60;

/**
 * Why a call did not work. code: the server's stable word, or "offline" (no answer at all) or
 * "not_the_server" (something else answered: a hotel's sign-in page, a proxy). status is 0 without an answer.
 */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly detail?: string,
    readonly retryAfter?: number,
    readonly errors?: FieldErrors,
  ) {
    super(`${status} ${code}`);
  }
}

/** Counts the bytes given to the network by the calls it is handed to. */
export interface Meter {
  bytes: number;
}

export interface Caller {
  token: string;
  meter: Meter;
}

export const signIn = (who: SignIn, deviceName: string): Promise<DeviceAnswer> =>
  call<DeviceAnswer>("POST", "/devices", { text: JSON.stringify({ ...who, device_name: deviceName }), is: ({ token, user }) => token && user?.id });

export const signOut = (token: string): Promise<unknown> =>
  call("DELETE", "/devices/current", { token, empty: 204, is: () => false });

/** body is the batch's exact JSON. minimal: only what was not stored is listed, the rest as a checksum. */
export const putBatch = (caller: Caller, id: string, body: string, minimal: boolean): Promise<BatchAnswer> =>
  call<BatchAnswer>("PUT", `/batches/${id}`, {
    ...caller,
    text: body,
    headers: minimal ? { Prefer: "return=minimal" } : {},
    is: (answer) => answer.batch_id === id && Array.isArray(answer.results) && facts(answer),
  });

export const getChanges = (caller: Caller, after: string | undefined): Promise<ChangesAnswer> =>
  call<ChangesAnswer>("GET", `/changes?limit=200${after === undefined ? "" : `&after=${encodeURIComponent(after)}`}`, {
    ...caller,
    is: (answer) => Array.isArray(answer.changes) && answer.cursor !== undefined && facts(answer),
  });

export const getRegistration = (caller: Caller, id: string): Promise<HeldRegistration> =>
  call<HeldRegistration>("GET", `/registrations/${id}`, { ...caller, is: (held) => held.id === id && held.registration });

/** undefined: the lists are still those of this etag. */
export async function getReference(caller: Caller, etag: string | undefined): Promise<{ reference: Reference; etag?: string } | undefined> {
  let headers = new Headers();
  const reference = await call<Reference>("GET", "/reference", {
    ...caller,
    headers: etag ? { "If-None-Match": etag } : {},
    empty: 304,
    seen: (response) => (headers = response.headers),
    is: ({ version, villages }) => version && Array.isArray(villages),
  });
  const fresh = headers.get("ETag");
  return reference && { reference, ...(fresh && { etag: fresh }) };
}

export const reconcile = (caller: Caller, items: Offer[]): Promise<ReconcileAnswer> =>
  call<ReconcileAnswer>("POST", "/reconcile", {
    ...caller,
    text: JSON.stringify({ items }),
    is: ({ have, lacks, differs }) => [have, lacks, differs].every(Array.isArray),
  });

interface Call<Answer> {
  token?: string;
  meter?: Meter;
  /** The body, as JSON. */
  text?: string;
  headers?: Record<string, string>;
  seen?: (response: Response) => void;
  /** The status that is an answer without words. */
  empty?: 204 | 304;
  /** Whether this can only be the server's own answer. */
  is: (answer: Partial<Answer>) => unknown;
}

async function call<Answer>(method: string, path: string, options: Call<Answer>): Promise<Answer> {
  const { token, meter, text, seen, empty, is } = options;
  const headers = new Headers(options.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const payload = text ? await pack(text, headers) : null;
  const patience = PATIENCE_S + (payload?.size ?? 0) / SLOWEST_BYTES_PER_S;
  // Counted before it is sent: what was paid for is paid for, answered or not.
  if (meter) meter.bytes += payload?.size ?? 0;

  let response: Response;
  let words: string;
  const hurry = new AbortController();
  const timer = setTimeout(() => hurry.abort(), patience * 1000);
  try {
    response = await fetch(API + path, {
      method,
      headers,
      body: payload,
      cache: "no-store",
      credentials: "omit",
      // The server never redirects; who does so is not the server.
      redirect: "manual",
      signal: hurry.signal,
    });
    words = await response.text();
  } catch {
    throw new Problem("offline");
  } finally {
    clearTimeout(timer);
  }
  if (response.status === empty) return undefined as Answer;
  const answer = parse(words);
  if (!response.ok) throw problem(response, answer);
  if (!answer || !is(answer as Partial<Answer>)) throw new Problem("not_the_server", response.status);
  seen?.(response);
  return answer as Answer;
}

async function pack(text: string, headers: Headers): Promise<Blob> {
  headers.set("Content-Type", "application/json");
  const plain = new Blob([text]);
  if (typeof CompressionStream !== "function") return plain;
  headers.set("Content-Encoding", "gzip");
  return new Response(plain.stream().pipeThrough(new CompressionStream("gzip"))).blob();
}

function parse(words: string): unknown {
  try {
    const answer: unknown = JSON.parse(words);
    return typeof answer === "object" ? answer : null;
  } catch {
    return null;
  }
}

function problem(response: Response, answer: unknown): Problem {
  const { code, detail, errors } = (answer ?? {}) as Partial<ProblemDocument>;
  const asked = Number(response.headers.get("Retry-After"));
  const wait = asked > 0 ? asked : undefined;
  if (typeof code === "string") return new Problem(code, response.status, detail, wait, errors);
  // Without a word of the server's own, only "try later" can be believed.
  return new Problem(response.status >= 500 && response.status !== 511 ? "server_error" : "not_the_server", response.status, undefined, wait);
}

const facts = (answer: { server_epoch?: string; server_time?: string }) =>
  typeof answer.server_epoch === "string" && Date.parse(answer.server_time ?? "") > 0;
