/** Sealed work that came to this phone by hand, from an export or a second copy, on its way to the office. */

import type { SealedItem } from "../contract";
import { sha256 } from "../rules/digest";
import { NO_DIGEST, bytesOfBase64 } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import type { Room } from "./rooms";

/** An export is no longer whole, or none at all. */
export class Unreadable extends Error {}

export const readCarried = (): Promise<SealedItem[]> => read(["carried"], ({ carried }) => all(carried));

const all = (carried: Room<"carried">): Promise<SealedItem[]> => carried.getAll(IDBKeyRange.lowerBound([]));

/** Those that nobody has to finish first. */
export const waitingTexts = async (carried: Room<"carried">): Promise<SealedItem[]> =>
  (await all(carried)).filter(({ digest }) => digest !== NO_DIGEST);

/** The same item twice is one. */
export async function keepCarried(items: SealedItem[]): Promise<void> {
  await write(["carried"], ({ carried }) => Promise.all(items.map((item) => carried.put(item))));
  tellStoreChange({ about: "entries", saved: true });
}

export async function dropCarried(items: readonly SealedItem[]): Promise<void> {
  await write(["carried"], ({ carried }) => Promise.all(items.map(({ id, digest }) => carried.delete([id, digest]))));
  tellStoreChange({ about: "entries" });
}

/** The items of an export; throws Unreadable for anything else, or one that lost a part. */
export async function readExport(text: string): Promise<SealedItem[]> {
  let file: { format?: unknown; items?: unknown; sha256?: unknown } | undefined;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Unreadable();
  }
  const items = file?.items;
  if (file?.format !== FORMAT || !Array.isArray(items) || !items.every(isItem)) throw new Unreadable();
  if ((await fingerprint(items)) !== file.sha256) throw new Unreadable();
  return items;
}

/** The file's text (docs/api.md, "Sealed work"). */
export async function asExport(items: SealedItem[]): Promise<string> {
  return JSON.stringify({ format: FORMAT, version: 1, sha256: await fingerprint(items), items });
}

const FORMAT = "jangkau-sealed";

function isItem(item: unknown): item is SealedItem {
  const { id, digest, schema_version, sealed } = (item ?? {}) as Partial<SealedItem>;
  return typeof id === "string" && typeof digest === "string" && typeof schema_version === "number" && typeof sealed === "string" && isBase64(sealed);
}

function isBase64(text: string): boolean {
  try {
    return bytesOfBase64(text).length > 0;
  } catch {
    return false;
  }
}

const fingerprint = (items: SealedItem[]): Promise<string> =>
  sha256(items.map(({ id, digest }) => `${id}/${digest}`).sort().join("\n"));
