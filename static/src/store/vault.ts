/**
 * Keeps what a volunteer wrote readable for the volunteer alone: a PIN opens the reading key, ten wrong ones
 * destroy it. The office's key stands beside it, so nothing unsent ever hangs on the PIN (design/trust.md, Phone).
 */

import type { PhoneAnswer, Sealed, SealingKey } from "../contract";
import { newWriterKey, open, seal, type Bytes, type Kind } from "./boxes";
import { tellStoreChange } from "./changes";
import { read, write } from "./db";
import type { LockRow, VaultRow } from "./schema";

/** OWASP's count for PBKDF2-HMAC-SHA256 (2023): about 0.2 s on the machine this was measured on. */
const ROUNDS = 600_000;
export const WRONG_PINS = 10;

/** The reading key of whoever is at work: in memory, and nowhere else in the clear. */
let reading: { userId: string; key: CryptoKey } | undefined;

export const readVault = (userId: string): Promise<VaultRow | undefined> => read(["vaults"], (rooms) => rooms.vaults.get(userId));

/** Everybody who ever signed in on this phone. */
export const readVaults = (): Promise<VaultRow[]> =>
  read(["vaults"], (rooms) => rooms.vaults.getAll(IDBKeyRange.lowerBound("")));

export const isOpen = (userId: string): boolean => reading?.userId === userId;

/** What the office said when this user signed in, or has as its newest key; the PIN stays what it was. */
export async function furnish(userId: string, said: Pick<PhoneAnswer, "sealing_key"> & Partial<PhoneAnswer>): Promise<void> {
  const { deposit_token, sealing_key } = said;
  await write(["vaults"], async ({ vaults }) => {
    const before = await vaults.get(userId);
    await vaults.put({ deposit_token: "", ...before, user_id: userId, office: sealing_key, ...(deposit_token && { deposit_token }) });
  });
  offices.delete(userId);
}

/** A new reading key behind a new PIN; what was sealed for an earlier one stays sealed for the office. */
export async function choosePin(userId: string, pin: string, rounds = ROUNDS): Promise<void> {
  const key = await newWriterKey();
  await changeLock(userId, await locked(key, pin, rounds));
  reading = { userId, key };
  tellStoreChange({ about: "vault" });
}

/** The same reading key behind another PIN; false when the old one is wrong. */
export async function changePin(userId: string, old: string, pin: string): Promise<boolean> {
  if ((await tryPin(userId, old)) !== "open" || !reading) return false;
  const { lock } = (await readVault(userId)) ?? {};
  await changeLock(userId, await locked(reading.key, pin, lock?.rounds ?? ROUNDS));
  return true;
}

/**
 * Open with this PIN, or say how many tries are left; after none the reading key is gone.
 * A try is counted on the disk before it is made: switching the phone off does not give it back.
 */
export async function tryPin(userId: string, pin: string): Promise<"open" | number> {
  const lock = await write(["vaults"], async ({ vaults }) => {
    const row = await vaults.get(userId);
    if (!row?.lock || row.lock.wrong >= WRONG_PINS) return undefined;
    const tried: LockRow = { ...row.lock, wrong: row.lock.wrong + 1 };
    await vaults.put({ ...row, lock: tried });
    return tried;
  });
  const key = lock && (await unlocked(lock, pin));
  if (!lock || !key) {
    const left = lock ? WRONG_PINS - lock.wrong : 0;
    if (left === 0) await destroyReading(userId);
    return left;
  }
  reading = { userId, key };
  // Told first: the form is drawn while the disk forgets the wrong ones.
  tellStoreChange({ about: "vault" });
  // A full disk keeps the count, and shuts nobody out.
  await changeLock(userId, { ...lock, wrong: 0 }).catch(() => undefined);
  return "open";
}

/** Forget the reading key until the PIN is given again. */
export function lockUp(): void {
  if (!reading) return;
  reading = undefined;
  tellStoreChange({ about: "vault" });
}

/** Nothing sealed so far can be read on this phone any more; all of it can still be delivered. */
export async function destroyReading(userId: string): Promise<void> {
  if (isOpen(userId)) reading = undefined;
  await write(["vaults"], async ({ vaults }) => {
    const { lock: _, ...row } = (await vaults.get(userId)) ?? {};
    if ("user_id" in row) await vaults.put({ ...(row as VaultRow), reopen: true });
  });
  tellStoreChange({ about: "vault" });
}

/** Seal for the office and, while it is open, for this user; throws without the office's key. */
export async function sealFor(userId: string, kind: Kind, id: string, content: unknown, ...attached: Bytes[]): Promise<Sealed> {
  const office = await officeKey(userId);
  return seal(content, { id, kind, author: userId }, office, isOpen(userId) ? reading?.key : undefined, ...attached);
}

/** The text, while it can be read: the vault is open, and it was sealed for the key in it. */
export async function openFor<T>(userId: string, id: string, sealed: Sealed | undefined): Promise<T | undefined> {
  if (!sealed || reading?.userId !== userId) return undefined;
  return open<T>(sealed, id, reading.key);
}

/** Asked of the disk once: a save does not wait for it. What another tab heard of a newer key can wait, the office opens both. */
async function officeKey(userId: string): Promise<SealingKey> {
  const known = offices.get(userId) ?? (await readVault(userId))?.office;
  if (!known) throw new Error("no key of the office yet");
  offices.set(userId, known);
  return known;
}

const offices = new Map<string, SealingKey>();

async function changeLock(userId: string, lock: LockRow): Promise<void> {
  await write(["vaults"], async ({ vaults }) => {
    const row = await vaults.get(userId);
    if (!row) throw new Error("no vault for this user");
    await vaults.put({ ...row, lock });
  });
}

async function locked(key: CryptoKey, pin: string, rounds: number): Promise<LockRow> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const share = crypto.getRandomValues(new Uint8Array(32));
  const wrapping = await keyOfPin(pin, { salt, share, rounds });
  const wrapped = new Uint8Array(await crypto.subtle.wrapKey("raw", key, wrapping, "AES-KW"));
  return { salt, share, rounds, wrapped, wrong: 0 };
}

async function unlocked(lock: LockRow, pin: string): Promise<CryptoKey | undefined> {
  const wrapping = await keyOfPin(pin, lock);
  try {
    // Extractable, so that a new PIN can wrap it; it never leaves this module.
    return await crypto.subtle.unwrapKey("raw", lock.wrapped, wrapping, "AES-KW", "AES-KW", true, ["wrapKey", "unwrapKey"]);
  } catch {
    return undefined;
  }
}

/** PBKDF2 of the PIN, mixed with what only this phone has: a copied database without the share is no use. */
async function keyOfPin(pin: string, { salt, share, rounds }: Pick<LockRow, "salt" | "share" | "rounds">): Promise<CryptoKey> {
  const { subtle } = crypto;
  const word = await subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, word, 256);
  const mixed = await subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("jangkau pin v1");
  return subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: share, info }, mixed, { name: "AES-KW", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}
