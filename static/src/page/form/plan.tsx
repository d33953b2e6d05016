/** For how long and by whom the contribution is paid, and what that comes to; in the form and in the calculator. */

import type { Funding, Registration } from "../../contract";
import type { Contribution } from "../../rules/contributions";
import { FUNDINGS, PAYMENT_MONTHS } from "../../rules/programmes";
import { Amount } from "../pieces/amount";
import { Choices } from "../pieces/choice";
import type { FieldProps } from "../pieces/field";
import { counted } from "../text";
import { fundingName } from "./values";

type Plan = Pick<Registration, "payment_months" | "funding">;

interface PlanProps {
  values: Partial<Plan>;
  /** The words around a question. */
  ask: (field: keyof Plan) => FieldProps;
  onAnswer: (answer: Partial<Plan>) => void;
  cost: Contribution | undefined;
}

export function PaymentPlan({ values, ask, onAnswer, cost }: PlanProps) {
  return (
    <>
      <Choices<Plan["payment_months"]>
        {...ask("payment_months")}
        row
        options={PAYMENT_MONTHS.map((value) => ({ value, label: counted("%(n)s bulan", value) }))}
        value={values.payment_months}
        onPick={(payment_months) => onAnswer({ payment_months })}
      />
      <Choices<Funding>
        {...ask("funding")}
        options={FUNDINGS.map((value) => ({ value, label: fundingName(value) }))}
        value={values.funding}
        onPick={(funding) => onAnswer({ funding })}
      />
      <div aria-live="polite">{cost && <Amount contribution={cost} />}</div>
    </>
  );
}
