/** Every word a volunteer reads goes through t(): the Indonesian sentence is the key by which the catalogue gives the English. */

export type Language = "id" | "en";

type Words = typeof import("catalogue:en").default;
type Values = Record<string, string | number>;

const PLACE = "language";

/** For as long as the page lives; Indonesian until somebody asked for English. */
export const language: Language = chosen();

let words: Partial<Words> = {};

/** Before the first screen; those who read Indonesian fetch nothing. Where it is missing, Indonesian is better than nothing. */
export async function fetchWords(): Promise<void> {
  if (language === "en") words = await import("catalogue:en").then((module) => module.default, () => words);
}

/** The sentence in the volunteer's language, with its %(name)s places filled. Never while modules load: the words come later. */
export const t = (sentence: string, values: Values = {}): string => filled(inWords(sentence), values);

/** A sentence about %(n)s things: Indonesian has one form for it, English two. */
export const counted = (sentence: string, n: number, values: Values = {}): string => filled(inWords(sentence, n), { n, ...values });

/** Only marks a sentence for the catalogue: it is kept and sent in Indonesian, whoever taps it, until t() says it. */
export function N_(sentence: string): string {
  return sentence;
}

/** What the office's lists say in both languages; the Indonesian where they have no English. */
export const either = (indonesian: string, english: string | undefined): string => (language === "en" && english) || indonesian;

/** Begins anew in that language. */
export function speak(wanted: Language): void {
  localStorage.setItem(PLACE, wanted);
  location.reload();
}

function inWords(sentence: string, n = 1): string {
  const found = words[sentence] ?? sentence;
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
