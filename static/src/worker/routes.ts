/** Decides which requests the kept app answers; all else belongs to the network: /api, /review, /coordination, /login. */

/** The path of the kept file that answers this request; undefined: the worker stays out of it. */
export function keptPath(request: { method: string; mode: string; url: string }, origin: string): string | undefined {
  const { pathname, origin: of } = new URL(request.url);
  if (request.method !== "GET" || of !== origin) return undefined;
  // The app has one page; its screens are behind the #. Every other page is made by the server.
  if (pathname === "/") return request.mode === "navigate" ? "/" : undefined;
  if (request.mode === "navigate") return undefined;
  return pathname.startsWith("/static/dist/") || pathname === "/manifest.webmanifest" ? pathname : undefined;
}
