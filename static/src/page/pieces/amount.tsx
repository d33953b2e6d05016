/** What the worker will pay, large: a month and the whole period, and when the relief on it ends. */

import type { Contribution, MonthAmount } from "../../rules/contributions";
import { t } from "../text";
import { date, month, rupiah } from "../words";

export function Amount({ contribution }: { contribution: Contribution }) {
  const { months, perMonth, total, reliefUntil } = contribution;
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
              <span>{span.from === span.to ? month(span.from) : t("%(from)s sampai %(to)s", { from: month(span.from), to: month(span.to) })}</span>
              <span>{rupiah(span.total)}</span>
            </li>
          ))}
        </ul>
      )}
      {reliefUntil && (
        <p class="small">
          {t("Sudah dengan keringanan pemerintah, berlaku sampai %(date)s. Sesudah itu %(amount)s sebulan.", {
            date: date(reliefUntil),
            amount: rupiah(fullMonth(contribution)),
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

const fullMonth = ({ fullTotal, months }: Contribution): number => fullTotal / months.length;
