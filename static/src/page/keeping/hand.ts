/** Gives a file out of the app: by the phone's share sheet where it takes files, else into its downloads. */

import { expectReturn } from "../idle";
import { today } from "../words";

/** part: which of several files, from 0. */
export async function hand(text: string, part = 0): Promise<void> {
  const file = new File([text], `jangkau-${today()}${part ? `-${part + 1}` : ""}.jgk`, { type: "application/json" });
  expectReturn();
  if (navigator.canShare?.({ files: [file] })) {
    try {
      return await navigator.share({ files: [file], title: "Jangkau" });
    } catch (error) {
      // Closed without choosing: nothing was given, nothing is lost.
      if ((error as Error).name === "AbortError") return;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
