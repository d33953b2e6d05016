/** One key for one act. Elements name their key in data-key; a list is walked with j and k. */

/** Where a letter is a letter. */
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

export function startKeys(): void {
  const help = document.querySelector<HTMLDialogElement>("dialog.keys");
  const button = document.querySelector<HTMLElement>("[data-key='?']");
  if (help && button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open) return;
    if (event.target instanceof Element && event.target.matches(TYPING)) return;
    if (act(event.key)) event.preventDefault();
  });
}

/** Do what this key stands for on this page; false when it stands for nothing. */
function act(key: string): boolean {
  if (key === "/") return focus(document.querySelector<HTMLElement>("input[type=search]"));
  if (key === "d") return compare();
  const target = meant(key);
  if (target) {
    target.click();
    return true;
  }
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  return key === "t" && tick();
}

/** Of several with this key the one in sight: each pair of a record has its own, all but one are folded. */
function meant(key: string): HTMLElement | undefined {
  const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
  const seen = found.filter((element) => element.checkVisibility?.() ?? true);
  return seen.find((element) => element.closest("form")?.contains(document.activeElement)) ?? seen[0];
}

/** The next or previous line of the list gets the focus; Enter opens it as it opens any link. */
function walk(step: number): boolean {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((line) => line.checkVisibility?.() ?? true);
  const here = lines.findIndex((line) => line === document.activeElement);
  return focus(lines[here < 0 ? 0 : here + step]);
}

function tick(): boolean {
  const box = document.activeElement?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.click();
  // the line keeps the focus, so that j goes on from here
  return Boolean(box);
}

function compare(): boolean {
  const comparison = document.querySelector<HTMLDetailsElement>("details.compare");
  if (!comparison) return false;
  comparison.open = true;
  comparison.scrollIntoView({ block: "start" });
  return focus(comparison.querySelector<HTMLElement>("summary"));
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return Boolean(element);
}
