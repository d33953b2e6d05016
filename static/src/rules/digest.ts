/** One spelling of an item as text, and its fingerprint, to compare what two machines hold (webapp/rules/digest.py). */

/**
 * Canonical JSON: keys sorted, no spaces, no escapes beyond JSON's need, fields without a value left out. Keys of the
 * contract are ASCII, where the order of JavaScript and of the server is the same.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`);
  return `{${fields.join(",")}}`;
}

/** SHA-256 of the canonical JSON in UTF-8, 64 hexadecimal digits. */
export const digest = (value: unknown): Promise<string> => sha256(canonicalJson(value));

/** SHA-256 of bytes, or of a text in UTF-8, 64 hexadecimal digits. */
export async function sha256(content: string | ArrayBuffer): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
