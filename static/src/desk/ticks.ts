/** Ticking many in a list without loading the page, and saying how many it will be. */

export function startTicks(): void {
  const form = document.querySelector<HTMLFormElement>("#many");
  const all = form?.querySelector<HTMLAnchorElement>("[data-tick-all]");
  const words = form?.querySelector<HTMLElement>("[data-ticked]");
  const button = form?.querySelector<HTMLButtonElement>("button[data-key=a]");
  if (!form || !all || !words || !button) return;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=item]")];
  const tickAll = all.textContent ?? "";
  // what the form says of none, of one, and of two in place of every greater number
  const { none = "", one = "", two = "" } = form.dataset;
  const said = (count: number) => (count > 1 ? two.replace("2", String(count)) : count ? one : none);
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    words.textContent = said(count);
    button.disabled = count === 0;
    const inButton = button.querySelector("[data-count]");
    if (inButton) inButton.textContent = count ? `${count} ` : "";
    all.textContent = count === boxes.length ? (all.dataset.clear ?? "") : tickAll;
  };
  all.addEventListener("click", (event) => {
    event.preventDefault();
    const checked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = checked;
    show();
  });
  form.addEventListener("change", show);
  // coming back with the browser's button, it has ticked what was ticked before
  addEventListener("pageshow", show);
  show();
}
