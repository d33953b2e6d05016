/** The panels of a decision: one at a time, ready to type, closed with Escape. */

export function startPanels(): void {
  const panels = [...document.querySelectorAll<HTMLDetailsElement>("details[name=decision], details.doubt")];
  for (const panel of panels) {
    panel.addEventListener("toggle", () => {
      if (!panel.open) return;
      // for browsers that do not know details with one name yet
      for (const other of panels) if (other !== panel) other.open = false;
      if (!panel.contains(document.activeElement) || document.activeElement?.localName === "summary") begin(panel);
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      panel.open = false;
      panel.querySelector("summary")?.focus();
    });
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.send-back")) {
    link.addEventListener("click", (event) => {
      const field = document.querySelector<HTMLElement>(link.hash);
      const panel = field?.closest("details");
      if (!field || !panel) return;
      event.preventDefault();
      if (panel.open) return begin(field);
      // after the panel's own opening has chosen a place for the focus
      panel.addEventListener("toggle", () => begin(field), { once: true });
      panel.open = true;
    });
  }
}

/** The first thing to fill in gets the focus. */
function begin(place: HTMLElement): void {
  const first = place.querySelector<HTMLElement>("input:not([type=hidden]), textarea");
  first?.focus();
  place.scrollIntoView({ block: "nearest" });
}
