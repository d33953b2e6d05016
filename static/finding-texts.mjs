/** Brings the sentences of webapp/data/finding-texts.json to the phone: in its language, without what only the office sees. */

import { readFile } from "node:fs/promises";

export const findingTexts = {
  name: "finding-texts",
  setup(build) {
    build.onLoad({ filter: /finding-texts\.json$/ }, async ({ path }) => {
      const texts = Object.entries(JSON.parse(await readFile(path, "utf8"))).filter(([, { severity }]) => severity !== "flag");
      return { contents: JSON.stringify(Object.fromEntries(texts.map(([code, { id }]) => [code, { id }]))), loader: "json" };
    });
  },
};
