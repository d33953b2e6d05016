/** Lighthouse's scores of one page, a JSON line a round; what to measure is read as JSON from the standard input. */

import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const { url, shape, rounds, chromium, flags, cookie } = JSON.parse(readFileSync(0, "utf8"));
const options = {
  onlyCategories: ["performance", "accessibility", "best-practices"],
  logLevel: "error",
  ...(cookie && { extraHeaders: { Cookie: cookie } }),
};

// The browser sometimes loses the trace's beginning (NO_NAVSTART): that round measured nothing, and is done again.
let lost = 0;
for (let round = 0; round < rounds; ) {
  // A browser that has never been here, as on a first visit.
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", ...flags], logLevel: "error" });
  try {
    const { lhr } = await lighthouse(url, { ...options, port: chrome.port }, shape === "desktop" ? desktopConfig : undefined);
    if (lhr.runtimeError?.code === "NO_NAVSTART" && ++lost <= rounds) continue;
    console.log(JSON.stringify(told(lhr)));
    round += 1;
  } finally {
    chrome.kill();
  }
}

/** The scores in percent, what took points away, and how fast the machine was (1,000 and more is a quiet one). */
function told({ categories, audits, environment, finalDisplayedUrl, runtimeError }) {
  if (runtimeError) throw new Error(runtimeError.message);
  const scores = Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]);
  const short = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => [id, audits[id].displayValue ?? audits[id].title]);
  return { url: finalDisplayedUrl, scores: Object.fromEntries(scores), short: Object.fromEntries(short), machine: environment.benchmarkIndex };
}
