/** Every word a volunteer reads goes through t(): the Indonesian sentence is the key by which a catalogue can replace it. */

type Values = Record<string, string | number>;

/** The sentence with its %(name)s places filled. */
export const t = (sentence: string, values: Values = {}): string =>
  sentence.replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
