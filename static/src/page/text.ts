/** Every word a volunteer reads goes through t(): the Indonesian sentence is the key by which the catalogue gives the English. */

export type Language = "id" | "en";

type Values = Record<string, string | number>;

const PLACE = "language";

/** For as long as the page lives; Indonesian until somebody asked for English. */
export const language: Language = chosen();

// Fetched by those who read English only. Where it is missing, Indonesian is better than nothing.
const words = language === "en" ? await import("catalogue:en").then((module) => module.default, () => ({})) : {};

/** The sentence in the volunteer's language, with its %(name)s places filled. */
export const t = (sentence: string, values: Values = {}): string => filled(inWords(sentence), values);

/** A sentence about %(n)s things: Indonesian has one form for it, English two. */
export const counted = (sentence: string, n: number, values: Values = {}): string => filled(inWords(sentence, n), { n, ...values });

/** Begins anew in that language; what is being written is kept as a draft. */
export function speak(wanted: Language): void {
  localStorage.setItem(PLACE, wanted);
  location.reload();
}

function inWords(sentence: string, n = 1): string {
  const found = (words as Partial<typeof import("catalogue:en").default>)[sentence] ?? sentence;
  return typeof found === "string" ? found : found[n === 1 ? 0 : 1];
}

const filled = (sentence: string, values: Values): string =>
  sentence.replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));

function chosen(): Language {
  try {
    return localStorage.getItem(PLACE) === "en" ? "en" : "id";
  } catch {
    return "id";
  }
}
