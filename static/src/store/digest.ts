/** Gives every text one spelling and one fingerprint, the same here and on the server. */

/** Keys sorted, no spaces, fields without a value left out: api.md's canonical JSON. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 (hex) of the canonical JSON of an item. */
export const digestOf = (item: unknown): Promise<string> => sha256(canonical(item));

/** SHA-256 (hex) of a text in UTF-8. */
export async function sha256(text: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
