/** What every screen has: a heading that receives the focus, its content, and one button at the thumb. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface ScreenProps {
  title: string;
  /** The focus goes elsewhere on this screen. */
  quiet?: boolean;
  /** Stands below what scrolls, where nothing can hide it and it hides nothing. */
  action?: ComponentChildren;
  children?: ComponentChildren;
}

const actionNow = signal<ComponentChildren>(null);

export const Action = () => <div class="action">{actionNow.value}</div>;

let first = true;

export function Screen({ title, quiet, action, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    actionNow.value = action;
  });
  useLayoutEffect(() => () => void (actionNow.value = null), []);
  useEffect(() => {
    document.title = `${title} – Jangkau`;
    // The browser itself begins reading the first screen; every later one is announced by its heading.
    if (!first && !quiet) {
      scrollTo(0, 0);
      document.querySelector(".scroller")?.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    first = false;
  }, []);
  return (
    <main class="screen">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </main>
  );
}

/** Bring the first control inside into sight and give it the focus. */
export function focusFirst(selector: string): void {
  const place = document.querySelector(selector);
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>("input, button, [tabindex]")?.focus({ preventScroll: true });
}
