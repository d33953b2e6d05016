/** What every screen has: a heading that receives the focus, its content, and one button at the thumb. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface ScreenProps {
  title: string;
  /** The focus goes elsewhere on this screen. */
  quiet?: boolean;
  top?: ComponentChildren;
  action?: ComponentChildren;
  children?: ComponentChildren;
}

let first = true;

export function Screen({ title, quiet, top, action, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Jangkau`;
    // The browser itself begins reading the first screen; every later one is announced by its heading.
    if (!first && !quiet) {
      scrollTo(0, 0);
      heading.current?.focus();
    }
    first = false;
  }, []);
  return (
    <>
      {top}
      <main class="screen">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
      </main>
      {action && <div class="action">{action}</div>}
    </>
  );
}

/** Bring the first control inside into sight and give it the focus. */
export function focusFirst(selector: string): void {
  const place = document.querySelector(selector);
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>("input, button, [tabindex]")?.focus({ preventScroll: true });
}
