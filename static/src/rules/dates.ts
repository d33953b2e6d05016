/** Calendar days as the wire writes them (YYYY-MM-DD), and ages in whole years; no clock, no time zone. */

const WRITTEN = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Whether this is YYYY-MM-DD and a day some calendar has. */
export function isDate(text: string): boolean {
  if (!WRITTEN.test(text)) return false;
  const [year, month, day] = partsOf(text);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Age in completed years; negative for a birth date after today. */
export function ageOn(birthDate: string, today: string): number {
  const beforeBirthday = today.slice(5) < birthDate.slice(5) ? 1 : 0;
  return partsOf(today)[0] - partsOf(birthDate)[0] - beforeBirthday;
}

/** Year, month and day as numbers. */
export function partsOf(date: string): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** "2026-11-05" from its parts. */
export function dateOf(year: number, month: number, day: number): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

const padded = (number: number, width: number): string => String(number).padStart(width, "0");
