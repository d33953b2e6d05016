/** Seals a text for two readers: the office, always, and its writer, while there is something to read. */

import type { Sealed, SealedItem, SealingKey } from "../contract";
import { canonicalJson } from "../rules/digest";

export type Kind = "registration" | "visit" | "draft" | "photo";

/** Whose text it is and under which id; both are part of what is sealed. */
export interface Label {
  id: string;
  kind: Kind;
  author: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** The parts of a box, as docs/api.md lays them out. */
const SCHEMA = 1;
const FORMAT = 1;
const NONCE_AT = 122;
const TEXT_AT = NONCE_AT + 12;

const { subtle } = crypto;

/**
 * writer: the writer's master key, made for wrapping; without it only the office can read. About 2 ms.
 * attached: a picture, after what parts it from the text.
 */
export async function seal(content: unknown, label: Label, office: SealingKey, writer?: CryptoKey, ...attached: Bytes[]): Promise<Sealed> {
  const bound = boundTo(label.id, SCHEMA);
  const [key, ephemeral] = await Promise.all([
    subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]),
    subtle.generateKey(CURVE, false, ["deriveBits"]),
  ]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const text = utf8(canonicalJson({ author: label.author, kind: label.kind, content }));
  // Side by side: each step is a moment on a slow phone, and a save waits for all of them.
  const [[point, wrapped], body, own] = await Promise.all([
    wrappedForOffice(key, ephemeral, label.id, office),
    subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: bound }, key, joined([text, ...attached])),
    writer && subtle.wrapKey("raw", key, writer, "AES-KW"),
  ]);
  const box = joined([new Uint8Array([FORMAT]), bytesOfHex(office.key_id), point, wrapped, nonce, body]);
  return { schema: SCHEMA, box, ...(own && { own: new Uint8Array(own) }) };
}

/** The public half of what the key is wrapped with, and the wrapped key. */
async function wrappedForOffice(key: CryptoKey, ephemeral: CryptoKeyPair, id: string, office: SealingKey): Promise<[ArrayBuffer, ArrayBuffer]> {
  const shared = async () => subtle.deriveBits({ name: "ECDH", public: await pointOf(office) }, ephemeral.privateKey, 256);
  const [point, secret] = await Promise.all([
    subtle.exportKey("raw", ephemeral.publicKey),
    shared().then((bits) => subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"])),
  ]);
  const wrapping = await subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info: utf8(`jangkau box v1|${id}|${SCHEMA}`) },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["wrapKey"],
  );
  // This wrapping key is used once, so its nonce may be all zeros.
  return [point, await subtle.wrapKey("raw", key, wrapping, { name: "AES-GCM", iv: new Uint8Array(12) })];
}

/** What its writer sealed; undefined when this key does not open it. */
export async function open<T>({ schema, box, own }: Sealed, id: string, writer: CryptoKey): Promise<T | undefined> {
  if (!own) return undefined;
  try {
    const key = await subtle.unwrapKey("raw", own, writer, "AES-KW", "AES-GCM", false, ["decrypt"]);
    const gcm = { name: "AES-GCM", iv: box.subarray(NONCE_AT, TEXT_AT), additionalData: boundTo(id, schema) };
    const text = await subtle.decrypt(gcm, key, box.subarray(TEXT_AT));
    return (JSON.parse(new TextDecoder().decode(text)) as { content: T }).content;
  } catch {
    return undefined;
  }
}

/** A form in the making is never delivered, so nothing is compared with it. */
export const NO_DIGEST = "0".repeat(64);

/** A row as it travels while nobody here can read it. */
export const boxed = ({ id, digest = NO_DIGEST, sealed }: { id: string; digest?: string; sealed: Sealed }): SealedItem => ({
  id,
  digest,
  schema_version: sealed.schema,
  sealed: base64(sealed.box),
});

/** A new master key. It can leave the browser only wrapped, and only from here. */
export const newWriterKey = (): Promise<CryptoKey> => subtle.generateKey({ name: "AES-KW", length: 256 }, true, ["wrapKey", "unwrapKey"]);

const CURVE = { name: "ECDH", namedCurve: "P-256" };

const points = new Map<string, Promise<CryptoKey>>();

function pointOf({ key_id, public_key }: SealingKey): Promise<CryptoKey> {
  let point = points.get(key_id);
  if (!point) points.set(key_id, (point = subtle.importKey("raw", bytesOfBase64(public_key), CURVE, false, [])));
  return point;
}

const boundTo = (id: string, schema: number): Bytes => utf8(`${id}|${schema}`);

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export const bytesOfBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const bytesOfHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

function joined(parts: (ArrayBuffer | Bytes)[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return bytes;
}
