/** Makes the desk quick: keys, ticking all at once, and the volunteer's view of a return while it is written. */

import { startKeys } from "./keys";
import { startPanels } from "./panels";
import { startPreview } from "./preview";
import { startTicks } from "./ticks";

startKeys();
startPanels();
startTicks();
startPreview();
document.querySelector<HTMLElement>("[data-focus]")?.focus();
document.querySelector(".pane-records [aria-current]")?.scrollIntoView({ block: "center" });
