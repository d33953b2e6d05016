/** Makes the desk quick: keys, ticking all at once, the volunteer's view of a return while it is written, and a receipt's code. */

import { startKeys } from "./keys";
import { startPanels } from "./panels";
import { startPreview } from "./preview";
import { startReceipt } from "./receipt";
import { startTicks } from "./ticks";

startKeys();
startPanels();
startTicks();
startPreview();
startReceipt();
document.querySelector<HTMLElement>("[data-focus]")?.focus();
for (const pane of document.querySelectorAll<HTMLElement>(".pane")) showCurrent(pane);

/** The line of this page in the middle of its pane, without moving the page itself. */
function showCurrent(pane: HTMLElement): void {
  const line = pane.querySelector<HTMLElement>("[aria-current]");
  if (line) pane.scrollTop = line.offsetTop - (pane.clientHeight - line.offsetHeight) / 2;
}
