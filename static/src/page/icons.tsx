/** The few line icons of the field app; each stands beside a word, so all are hidden from screen readers. */

const SHAPES = {
  register: "M12 5v14M5 12h14",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  target: "M5 20V10M12 20V4M19 20v-7",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 17h.01",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M11 18h2",
  sent: "M4 12 20 4l-5 16-3.5-6.5z",
  safe: "M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM9 12l2 2 4-4",
  check: "M5 12.5 10 17 19 7",
  returned: "M9 7 4 12l5 5M4 12h11a5 5 0 0 1 5 5v1",
  cross: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3 2",
  twins: "M8 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6M16 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19c0-3 2-5 5-5s4 1 4 1 1-1 4-1 5 2 5 5",
  office: "M4 20V9l8-5 8 5v11zM9 20v-6h6v6",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 20c0-4 4-6 8-6s8 2 8 6",
  minus: "M5 12h14",
  note: "M6 3h9l4 4v14H6zM9 12h7M9 16h7",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The mark: somebody reaching out to somebody. */
export function Mark() {
  return (
    <svg class="mark" viewBox="100 80 290 330" aria-hidden="true" focusable="false">
      <path d="M246 124h92v148a92 92 0 0 1-160 62" />
      <circle cx="158" cy="238" r="38" />
    </svg>
  );
}
