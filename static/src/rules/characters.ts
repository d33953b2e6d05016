/** Which characters count as blank and which as unreadable, the same here and on the server. */

// JavaScript and Python disagree about white space, so both spell the classes out (webapp/rules/characters.py).

/** White space and control characters: whatever leaves no ink but takes room. */
export const BLANK = "\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
/** Takes no room either: soft hyphen, zero width, direction marks, byte order mark. */
export const INVISIBLE = "\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff";
export const CONTROL = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029";
/** Half of a character, left when a text was cut in the middle; needs the flag u. */
export const SURROGATE = "\\ud800-\\udfff";

const INK = new RegExp(`[^${BLANK}${INVISIBLE}]`);

/** Whether a reader would see nothing at all. */
export const isBlank = (text: string): boolean => !INK.test(text);
