/** The line icons of css/icons.css and the mark; each stands beside a word, so all are hidden from screen readers. */

export type IconName =
  | "register"
  | "list"
  | "target"
  | "help"
  | "phone"
  | "sent"
  | "safe"
  | "check"
  | "returned"
  | "cross"
  | "warning"
  | "clock"
  | "twins"
  | "office"
  | "back"
  | "next"
  | "bin"
  | "person"
  | "minus"
  | "note"
  | "camera";

export const Icon = ({ name }: { name: IconName }) => <i class={`icon i-${name}`} aria-hidden="true" />;

/** The mark: somebody reaching out to somebody. */
export const Mark = () => (
  <svg class="mark" viewBox="100 80 290 330" aria-hidden="true">
    <path d="M246 124h92v148a92 92 0 0 1-160 62" />
    <circle cx="158" cy="238" r="38" />
  </svg>
);
