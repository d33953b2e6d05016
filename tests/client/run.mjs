/** Bundles the client's tests and the client itself, runs them with node --test, and leaves build/client.xml. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { catalogue } from "../../static/catalogue.mjs";

const here = import.meta.dirname;
const root = path.resolve(here, "../..");
const out = path.join(root, "build", "client");
const only = process.argv.slice(2);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const common = { bundle: true, platform: "node", format: "esm", target: "node20", sourcemap: "inline", outExtension: { ".js": ".mjs" }, logLevel: "warning", loader: { ".md": "text" }, plugins: [catalogue] };

// The client stands alone, so that a test can open it twice, as two tabs, or once more after a crash.
await build({
  ...common,
  entryPoints: [path.join(here, "support/phone.ts"), path.join(here, "support/worker.ts")],
  outdir: out,
  define: { APP_VERSION: '"0.0.0+test"' },
});

const tests = (await readdir(here)).filter((name) => name.endsWith(".test.ts") && (!only.length || only.some((word) => name.includes(word))));
await build({
  ...common,
  packages: "external",
  entryPoints: tests.map((name) => path.join(here, name)),
  outdir: out,
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { APP_VERSION: '"0.0.0+test"' },
});

const reporters = ["spec:stdout", `junit:${path.join(root, "build", "client.xml")}`].flatMap((reporter) => {
  const [name, ...destination] = reporter.split(":");
  return [`--test-reporter=${name}`, `--test-reporter-destination=${destination.join(":")}`];
});
const bundles = tests.map((name) => path.join(out, name.replace(/\.ts$/, ".mjs")));
if (!bundles.length || !bundles.every(existsSync)) throw new Error("no tests to run");
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-timeout=600000", ...reporters, ...bundles], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
