/** A few words after something was done, gone by themselves. */

import { signal } from "@preact/signals";
import { Notice } from "../pieces/notice";

const LONG_ENOUGH_MS = 5000;

const words = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
  words.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (words.value = ""), LONG_ENOUGH_MS);
}

export function Said() {
  if (!words.value) return null;
  return (
    <Notice tone="approved" icon="check">
      {words.value}
    </Notice>
  );
}
