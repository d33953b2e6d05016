/** Every word a volunteer reads goes through t(): the Indonesian sentence is the key, a catalogue may replace it later. */

type Values = Record<string, string | number>;

const catalogue: Record<string, string> = {};

/** The sentence with its %(name)s places filled. */
export function t(id: string, values?: Values): string {
  const text = catalogue[id] ?? id;
  return values ? fill(text, values) : text;
}

function fill(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
}
