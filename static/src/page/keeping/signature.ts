/** Checks the office's signature on a receipt, as docs/api.md says. */

import type { Receipt, SealingKey } from "../../contract";
import { canonicalJson } from "../../rules/digest";
import { bytesOfBase64 } from "../../store/boxes";

/** undefined where the browser knows no Ed25519 (Chromium before 137), or there is nothing to check. */
export async function signedByOffice(receipts: Receipt[], key: SealingKey | undefined): Promise<boolean | undefined> {
  if (!key || !receipts.length) return undefined;
  try {
    const { subtle } = crypto;
    const office = await subtle.importKey("raw", bytesOfBase64(key.public_key), "Ed25519", false, ["verify"]);
    const checks = receipts.map(({ key_id, signature, ...said }) => {
      const words = new TextEncoder().encode(canonicalJson(said));
      return key_id === key.key_id && subtle.verify("Ed25519", office, bytesOfBase64(signature), words);
    });
    return (await Promise.all(checks)).every(Boolean);
  } catch {
    return undefined;
  }
}
