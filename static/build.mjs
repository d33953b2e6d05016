/** Builds static/src into static/dist: page, desk script, styles, worker, and the list the server reads names from. */

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { catalogue } from "./catalogue.mjs";
import { checkLayers } from "./layers.mjs";

const here = import.meta.dirname;
const root = path.dirname(here);
const dist = path.join(here, "dist");
const work = path.join(root, "build", `dist-${process.pid}`);
const URL_OF_DIST = "/static/dist/";

/** gzip bytes; the build fails above them. */
const BUDGET = { page: 45_000, worker: 6_000, css: 8_000 };

const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
const appVersion = `${version}+${(await hashOfSources()).slice(0, 8)}`;
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none",
  loader: { ".md": "text" },
  plugins: [catalogue],
  target: ["chrome92", "firefox100", "safari15.4"],
  define: { APP_VERSION: JSON.stringify(appVersion) },
  logLevel: "warning",
};

await mkdir(work, { recursive: true });
// After a failure nothing half built is left behind.
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const names = {};

const page = await bundle({ page: "src/page/app.tsx" }, { format: "esm", splitting: true, tsconfig: "tsconfig.page.json" });
const field = await bundle({ field: "css/field.css" }, { external: ["/static/*"] });
if (existsSync(path.join(here, "src/desk/desk.ts"))) await bundle({ desk: "src/desk/desk.ts" }, { format: "iife" });
if (existsSync(path.join(here, "css/desk.css"))) await bundle({ desk: "css/desk.css" }, { external: ["/static/*"] });
for (const name of await readdir(path.join(here, "icons"))) await keepHashed(name, await readFile(path.join(here, "icons", name)));
await writeFile(path.join(work, "manifest.webmanifest"), withIcons(await readFile(path.join(here, "manifest.webmanifest"), "utf8")));
await writeFile(path.join(work, "index.html"), await shell());

const precache = kept();
const fingerprint = sha256(Buffer.concat(await Promise.all(precache.map(([, file]) => readFile(path.join(work, file))))));
const worker = await build({
  ...common,
  entryPoints: ["src/worker/entry.ts"],
  tsconfig: "tsconfig.worker.json",
  outfile: path.join(work, "sw.js"),
  format: "iife",
  define: { ...common.define, PRECACHE: JSON.stringify(precache.map(([url]) => url)), VERSION: JSON.stringify(fingerprint.slice(0, 16)) },
});
checkLayers(worker.metafile.inputs);

await writeFile(path.join(work, "manifest.json"), JSON.stringify(names, null, 1));
for (const name of await readdir(work)) if (/\.(js|css|html|svg|webmanifest)$/.test(name)) await gzipBeside(name);
await report();
// Swapped at the end: a server that is running meanwhile finds the old files or the new ones.
await rm(dist, { recursive: true, force: true });
await rename(work, dist);

/** Bundle one entry under its own name and remember the hashed one. */
async function bundle(entryPoints, options) {
  const [[name, source]] = Object.entries(entryPoints);
  const result = await build({ ...common, ...options, entryPoints, outdir: work, entryNames: "[name]-[hash]", chunkNames: "part-[hash]" });
  checkLayers(result.metafile.inputs);
  const outputs = Object.entries(result.metafile.outputs).map(([file, output]) => ({ ...output, file: path.basename(file) }));
  const entry = outputs.find(({ entryPoint }) => entryPoint === source);
  names[name + path.extname(entry.file)] = entry.file;
  // What the browser needs before the first screen, and what it may fetch later.
  const first = new Set([entry.file]);
  for (const file of first) {
    for (const { path: target, kind } of outputs.find((output) => output.file === file)?.imports ?? []) {
      if (kind === "import-statement") first.add(path.basename(target));
    }
  }
  const all = outputs.map(({ file }) => file);
  return { first: [...first], later: all.filter((file) => !first.has(file)) };
}

async function keepHashed(name, bytes) {
  const { name: stem, ext } = path.parse(name);
  names[name] = `${stem}-${sha256(bytes).slice(0, 8).toUpperCase()}${ext}`;
  await writeFile(path.join(work, names[name]), bytes);
}

async function shell() {
  const preloads = page.first.slice(1).map((file) => `<link rel="modulepreload" href="${URL_OF_DIST}${file}">`);
  const html = await readFile(path.join(here, "index.html"), "utf8");
  return withIcons(html)
    .replace(/ *\{\{preloads\}\}\n/, preloads.map((link) => `    ${link}\n`).join(""))
    .replace(/\{\{(.+?)\}\}/g, (_, name) => URL_OF_DIST + known(name));
}

function withIcons(text) {
  return text.replace(/\/static\/icons\/([\w.-]+)/g, (_, name) => URL_OF_DIST + known(name));
}

function known(name) {
  if (!names[name]) throw new Error(`${name} is named in a template but was not built`);
  return names[name];
}

/** Everything the app needs without a network: [url, file in dist]. */
function kept() {
  const files = [...page.first, ...page.later, ...field.first];
  return [["/", "index.html"], ["/manifest.webmanifest", "manifest.webmanifest"], ...files.map((file) => [URL_OF_DIST + file, file])];
}

async function gzipBeside(name) {
  const bytes = await readFile(path.join(work, name));
  await writeFile(path.join(work, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

/** Print gzip sizes; refuse what a slow line would not forgive. */
async function report() {
  const size = async (files) => {
    const sizes = await Promise.all(files.map(async (file) => (await readFile(path.join(work, `${file}.gz`))).length));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  };
  const sizes = {
    page: await size(page.first),
    "page, later": await size(page.later),
    "of it store and sync": await sizeOfStoreAndSync(),
    worker: await size(["sw.js"]),
    css: await size(field.first),
  };
  for (const [what, bytes] of Object.entries(sizes)) console.log(`${what.padEnd(22)} ${String(bytes).padStart(7)} bytes gzip`);
  const over = Object.entries(BUDGET).filter(([what, most]) => sizes[what] > most);
  if (over.length) throw new Error(over.map(([what, most]) => `${what} is over its ${most} bytes`).join("; "));
}

async function sizeOfStoreAndSync() {
  const modules = [];
  for (const folder of ["store", "sync"]) {
    for (const file of await readdir(path.join(here, "src", folder))) if (!file.endsWith(".d.ts")) modules.push(`./src/${folder}/${file}`);
  }
  const contents = modules.map((file) => `export * from ${JSON.stringify(file)};`).join("\n");
  const { outputFiles } = await build({ ...common, stdin: { contents, resolveDir: here, loader: "ts" }, format: "esm", write: false });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

async function hashOfSources() {
  const source = path.join(here, "src");
  const names = (await readdir(source, { recursive: true })).filter((name) => /\.tsx?$/.test(name)).sort();
  return sha256(Buffer.concat(await Promise.all(names.map((name) => readFile(path.join(source, name))))));
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
