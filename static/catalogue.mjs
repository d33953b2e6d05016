/** Gives the client its English words as a module, "catalogue:en", out of the catalogue that server and client share. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { po } from "gettext-parser";

const root = path.dirname(import.meta.dirname);
const ENGLISH = path.join(root, "webapp/translations/en/LC_MESSAGES/messages.po");

/** An esbuild plugin: the sentences of static/src only, each with its English, or with two where English counts. */
export const catalogue = {
  name: "catalogue",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^catalogue:en$/ }, ({ path: name }) => ({ path: name, namespace: "catalogue" }));
    onLoad({ filter: /.*/, namespace: "catalogue" }, async () => ({
      contents: JSON.stringify(wordsOf(po.parse(await readFile(ENGLISH)))),
      loader: "json",
      watchFiles: [ENGLISH],
    }));
  },
};

function wordsOf({ translations }) {
  const shown = Object.values(translations[""]).filter(({ comments, msgstr }) => comments?.reference?.includes("static/src/") && msgstr[0]);
  return Object.fromEntries(shown.map(({ msgid, msgstr }) => [msgid, msgstr.length > 1 ? msgstr : msgstr[0]]));
}
