/** What the worker will pay, large: a month and the whole period, and when the relief on it ends. */

import type { Contribution, MonthAmount } from "../../rules/contributions";
import { t } from "../text";
import { date, month, rupiah } from "../words";

export function Amount({ contribution }: { contribution: Contribution }) {
  const { months, perMonth, total, fullTotal, reliefUntil } = contribution;
  const spans = spansOf(months);
  return (
    <section class="amount" aria-label={t("Iuran")}>
      <p>
        <strong>{rupiah(perMonth)}</strong> {t("sebulan")}
      </p>
      {months.length > 1 && (
        <p>
          <strong>{rupiah(total)}</strong> {t("untuk %(n)s bulan", { n: months.length })}
        </p>
      )}
      {spans.length > 1 && (
        <ul>
          {spans.map((span) => (
            <li key={span.from}>
              <span>{monthsOf(span)}</span>
              <span>{rupiah(span.total)}</span>
            </li>
          ))}
        </ul>
      )}
      {reliefUntil && (
        <p class="small">
          {t("Keringanan pemerintah berlaku sampai %(date)s. Sesudah itu %(amount)s sebulan.", {
            date: date(reliefUntil),
            amount: rupiah(fullTotal / months.length),
          })}
        </p>
      )}
    </section>
  );
}

interface Span {
  from: string;
  to: string;
  total: number;
}

/** Months in a row that cost the same, as one line. */
export function spansOf(months: readonly MonthAmount[]): Span[] {
  const spans: Span[] = [];
  for (const { month, total } of months) {
    const last = spans[spans.length - 1];
    if (last?.total === total) last.to = month;
    else spans.push({ from: month, to: month, total });
  }
  return spans;
}

/** "November sampai Desember 2026" */
function monthsOf({ from, to }: Span): string {
  if (from === to) return month(from);
  const first = from.slice(0, 4) === to.slice(0, 4) ? month(from).replace(/ .*/, "") : month(from);
  return t("%(from)s sampai %(to)s", { from: first, to: month(to) });
}
