/** What the build left in static/dist (npm run build) is what the worker will find, the server serves and the browser allows. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { gunzipSync } from "node:zlib";

const dist = path.resolve("static/dist");
const read = (name: string): Buffer => readFileSync(path.join(dist, name));
const worker = read("sw.js").toString();
const shell = read("index.html").toString();
const kept = JSON.parse(/\["\/".*?\]/.exec(worker)?.[0] ?? "[]") as string[];
const fileOf = (url: string): string => (url === "/" ? "index.html" : url.replace("/static/dist/", "").replace(/^\//, ""));

describe("the built app", () => {
  test("the worker's fingerprint is that of the files it keeps, in their order", () => {
    const sum = createHash("sha256").update(Buffer.concat(kept.map((url) => read(fileOf(url))))).digest("hex");
    assert.ok(kept.length >= 4);
    assert.ok(worker.includes(`"${sum.slice(0, 16)}"`));
  });

  test("the worker keeps every script and style the page names, and the manifest", () => {
    const named = [...shell.matchAll(/(?:src|href)="(\/static\/dist\/[^"]+\.(?:js|css))"/g)].map(([, url]) => url!);
    assert.ok(named.length >= 2);
    for (const url of [...named, "/manifest.webmanifest"]) assert.ok(kept.includes(url), url);
  });

  test("the English words and guide are kept for a day without a network, in files no first screen waits for", () => {
    for (const words of ["As on the card", "What comes back"]) {
      const [file, ...others] = kept.filter((url) => read(fileOf(url)).includes(words));
      assert.ok(file && !others.length, words);
      assert.ok(!shell.includes(file), words);
    }
  });

  test("the page has nothing inline that the policy would refuse, and no name left open", () => {
    assert.doesNotMatch(shell, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|\{\{/);
  });

  test("the server's list names files that are there, each with its hash", () => {
    const names = JSON.parse(read("manifest.json").toString()) as Record<string, string>;
    for (const name of ["page.js", "field.css"]) assert.ok(names[name], name);
    for (const [name, file] of Object.entries(names)) {
      assert.match(file, /^[\w-]+-[0-9A-Z]{8}\.\w+$/, name);
      assert.ok(read(file).length > 0);
    }
  });

  test("icons of the manifest are there", () => {
    const { icons } = JSON.parse(read("manifest.webmanifest").toString()) as { icons: { src: string }[] };
    assert.ok(icons.length > 0);
    for (const { src } of icons) assert.ok(read(fileOf(src)).length > 0, src);
  });

  test("the compressed copies hold the same", () => {
    for (const name of ["sw.js", "index.html", ...kept.map(fileOf)]) assert.deepEqual(gunzipSync(read(`${name}.gz`)), read(name), name);
  });
});
