/** Speaks with the server, and believes an answer only when it is the server's. */

import type {
  BatchAnswer,
  ChangesAnswer,
  DeviceAnswer,
  FieldErrors,
  HeldRegistration,
  Offer,
  OpenedAnswer,
  PhoneAnswer,
  ProblemDocument,
  ReconcileAnswer,
  Reference,
  SealedAnswer,
  SealedItem,
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
    super(code);
  }
}

let language = "id";

/** In what language the server speaks of what is wrong; a worker has no reader and leaves it at Indonesian. */
export function askFor(wanted: string): void {
  language = wanted;
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
  call<DeviceAnswer>("POST", "/devices", { text: JSON.stringify({ ...who, device_name: deviceName }), is: ({ token, user, sealing_key }) => token && user?.id && sealing_key?.public_key });

/** Whom this phone speaks for and what it seals to, for one that signed in before there were vaults. */
export const getPhone = (caller: Caller): Promise<PhoneAnswer> =>
  call<PhoneAnswer>("GET", "/devices/current", { ...caller, is: ({ deposit_token, sealing_key }) => deposit_token && sealing_key?.public_key });

export async function signOut(token: string): Promise<void> {
  const { response, words } = await exchange("DELETE", "/devices/current", { token });
  if (!response.ok) throw problem(response, parse(words));
}

/** body is the batch's exact JSON. minimal: only what was not stored is listed, the rest as a checksum. */
export const putBatch = (caller: Caller, id: string, body: string, minimal: boolean): Promise<BatchAnswer> =>
  call<BatchAnswer>("PUT", `/batches/${id}`, {
    ...caller,
    text: body,
    headers: minimal ? { Prefer: "return=minimal" } : {},
    is: (answer) => answer.batch_id === id && Array.isArray(answer.results) && facts(answer),
  });

/** caller's token is a deposit token. */
export const postSealed = (caller: Caller, items: SealedItem[]): Promise<SealedAnswer> =>
  call<SealedAnswer>("POST", "/sealed", {
    ...caller,
    text: JSON.stringify({ items }),
    is: (answer) => Array.isArray(answer.results) && facts(answer),
  });

/** Own texts in the clear again. */
export const openSealed = (caller: Caller, items: SealedItem[]): Promise<OpenedAnswer> =>
  call<OpenedAnswer>("POST", "/sealed/open", {
    ...caller,
    text: JSON.stringify({ items }),
    is: ({ opened }) => Array.isArray(opened),
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
  const said = await exchange("GET", "/reference", { ...caller, headers: etag ? { "If-None-Match": etag } : {} });
  if (etag && said.response.status === 304) return undefined;
  const reference = believe<Reference>(said, ({ version, villages }) => version && Array.isArray(villages));
  const fresh = said.response.headers.get("ETag");
  return { reference, ...(fresh && { etag: fresh }) };
}

export const reconcile = (caller: Caller, items: Offer[]): Promise<ReconcileAnswer> =>
  call<ReconcileAnswer>("POST", "/reconcile", {
    ...caller,
    text: JSON.stringify({ items }),
    is: ({ have, lacks, differs }) => [have, lacks, differs].every(Array.isArray),
  });

interface Call {
  token?: string;
  meter?: Meter;
  /** The body, as JSON; or as it is. */
  text?: string;
  bytes?: Blob;
  headers?: Record<string, string>;
}

interface Said {
  response: Response;
  words: string;
}

/** Whether this can only be the server's own answer. */
type Check<Answer> = (answer: Partial<Answer>) => unknown;

export async function call<Answer>(method: string, path: string, options: Call & { is: Check<Answer> }): Promise<Answer> {
  return believe(await exchange(method, path, options), options.is);
}

/** One request and all that came back, whoever it came from. */
async function exchange(method: string, path: string, options: Call): Promise<Said> {
  const { token, meter, text, bytes = null } = options;
  const headers = new Headers({ "Accept-Language": language, ...options.headers });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const body = text ? await pack(text, headers) : bytes;
  const size = body?.size ?? 0;
  // Counted before it is sent: what was paid for is paid for, answered or not.
  if (meter) meter.bytes += size;

  const hurry = new AbortController();
  const timer = setTimeout(() => hurry.abort(), (PATIENCE_S + size / SLOWEST_BYTES_PER_S) * 1000);
  try {
    const response = await fetch(API + path, {
      method,
      headers,
      body,
      cache: "no-store",
      credentials: "omit",
      // The server never redirects; who does so is not the server.
      redirect: "manual",
      signal: hurry.signal,
    });
    return { response, words: await response.text() };
  } catch {
    throw new Problem("offline");
  } finally {
    clearTimeout(timer);
  }
}

function believe<Answer>({ response, words }: Said, is: Check<Answer>): Answer {
  const answer = parse(words);
  if (!response.ok) throw problem(response, answer);
  if (!answer || !is(answer as Partial<Answer>)) throw new Problem("not_the_server", response.status);
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
  const { status, headers } = response;
  // Without a word of the server's own, only "try later" can be believed.
  const word = code ?? (status >= 500 ? "server_error" : "not_the_server");
  return new Problem(word, status, detail, Number(headers.get("Retry-After")) || undefined, errors);
}

const facts = (answer: { server_epoch?: string; server_time?: string }) =>
  typeof answer.server_epoch === "string" && Date.parse(answer.server_time ?? "") > 0;
