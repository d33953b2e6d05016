/** Something the volunteer should know: an icon, a colour and plain words, always all three. */

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icons";

export type Tone = "calm" | "phone" | "sent" | "approved" | "returned" | "rejected";

interface NoticeProps {
  tone: Tone;
  icon: IconName;
  children: ComponentChildren;
}

export const Notice = ({ tone, icon, children }: NoticeProps) => (
  <div class={`notice ${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

export const Pill = ({ tone, icon, children }: NoticeProps) => (
  <span class={`pill ${tone}`}>
    <Icon name={icon} />
    {children}
  </span>
);
