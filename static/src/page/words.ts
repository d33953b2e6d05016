/** How money, dates, numbers and names are written for the eye; by hand, because Intl costs a slow phone 30 ms at start. */

import { trueNow } from "./clock";
import { language, N_, t } from "./text";

const MONTHS = [
  N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"),
  N_("Juli"), N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
];

/** What stands between thousands, and between hours and minutes. */
const [GROUP, HOUR] = language === "en" ? [",", ":"] : [".", "."];

/** 16800 -> "Rp16.800", in English "Rp16,800" */
export const rupiah = (amount: number): string => `Rp${number(amount)}`;

/** 10000 -> "10.000", in English "10,000" */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, GROUP);

/** "1987-05-12" -> "12 Mei 1987", in English "12 May 1987"; whatever is no date comes back as it is. */
export function date(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  const name = MONTHS[Number(month) - 1];
  return name && day ? `${Number(day)} ${t(name)} ${year}` : iso;
}

/** "2026-11" -> "November 2026" */
export const month = (period: string): string => date(`${period}-01`).slice(2);

/** An instant on this phone's clock: "hari ini 14.05", "kemarin 14.05", "3 November 14.05". */
export function when(instant: string): string {
  const moment = new Date(instant);
  const day = localDay(moment);
  const time = clock(instant);
  if (day === localDay(new Date())) return t("hari ini %(time)s", { time });
  if (day === localDay(new Date(Date.now() - 86_400_000))) return t("kemarin %(time)s", { time });
  return `${date(day).replace(/ \d+$/, "")} ${time}`;
}

/** "14.05", in English "14:05" */
export function clock(instant: string): string {
  const moment = new Date(instant);
  return `${two(moment.getHours())}${HOUR}${two(moment.getMinutes())}`;
}

/** Today, "2026-11-23". */
export const today = (): string => localDay(trueNow());

/** That many days after today, "2026-11-24". */
export const daysFromToday = (days: number): string => localDay(new Date(trueNow().getTime() + days * 86_400_000));

/** The short code a worker can read out: the last eight signs of the id, "7F3A-92C1". */
export function shortCode(id: string): string {
  const tail = id.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** The day of an instant by this phone's calendar, "2026-11-23". */
export function localDay(instant: Date | string): string {
  const moment = new Date(instant);
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

const two = (value: number): string => String(value).padStart(2, "0");
