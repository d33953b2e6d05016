/** Names a registration, visit or batch on the phone, once and for life: UUID version 7. */

let last = 0;

/** A new id, "0193...-7...": ordered by time on this phone and random enough never to meet another. */
export function newId(): string {
  // A clock that stands still or jumps back must not reorder what one phone made.
  last = Math.max(Date.now(), last + 1);
  const time = last.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
