/** Keeps imports running downwards: contract, rules, store, sync, then page, worker or desk, which never meet. */

const DOORS = ["page", "worker", "desk"];
const HEIGHT = { contract: 0, rules: 1, store: 2, sync: 3, page: 4, worker: 4, desk: 4 };

/** inputs is esbuild's list of what was read and what each file imports; throws on an import against the order. */
export function checkLayers(inputs) {
  const wrong = [];
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { path: target } of imports) {
      const [from, to] = [layer(file), layer(target)];
      if (from && to && !mayImport(from, to)) wrong.push(`${file} -> ${target}`);
    }
  }
  if (wrong.length) throw new Error(`imports against the order of the layers:\n${wrong.join("\n")}`);
}

function mayImport(from, to) {
  if (HEIGHT[from] === undefined || HEIGHT[to] === undefined) return false;
  return from === to || (HEIGHT[to] < HEIGHT[from] && !DOORS.includes(to));
}

/** "src/store/db.ts" -> "store"; undefined outside src/. */
function layer(file) {
  return /^src\/([^/.]+)/.exec(file)?.[1];
}
