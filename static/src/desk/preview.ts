/** What the volunteer will read, kept up to date while reasons are ticked and written. */

export function startPreview(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-preview]")) keepUp(place);
}

function keepUp(place: HTMLElement): void {
  const form = place.closest("form");
  const list = place.querySelector("ul");
  if (!form || !list) return;
  form.querySelector<HTMLElement>("[data-preview-button]")?.setAttribute("hidden", "");
  const nothing = list.querySelector("li.muted")?.cloneNode(true) ?? document.createElement("li");
  const show = () => {
    const lines = [...form.querySelectorAll<HTMLElement>("fieldset[data-label]")].flatMap(reasons);
    list.replaceChildren(...(lines.length ? lines : [nothing]));
  };
  form.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    // Enter in a line of words would send the whole form
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  });
  if (list.querySelector("li.muted")) show();
}

function reasons(field: HTMLElement): HTMLElement[] {
  const ticked = [...field.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.parentElement?.textContent?.trim());
  const own = field.querySelector<HTMLInputElement>(".words")?.value.trim();
  return [...ticked, own].filter((text): text is string => Boolean(text)).map((text) => line(field.dataset.label ?? "", text));
}

function line(label: string, text: string): HTMLElement {
  const item = document.createElement("li");
  if (!label) {
    item.textContent = text;
    return item;
  }
  const name = document.createElement("strong");
  name.textContent = label;
  item.append(name, `: ${text}`);
  return item;
}
