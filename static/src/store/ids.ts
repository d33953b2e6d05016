/** Names a registration, visit or batch on the phone, once and for life: UUID version 7. */

let last = 0;

/** A new id, "0193...-7...": ordered by time on this phone and random enough never to meet another. */
export function newId(): string {
  // A clock that stands still or jumps back must not reorder what one phone made.
  last = Math.max(Date.now(), last + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0, rest = last; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
