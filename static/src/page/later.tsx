/** The screens that can wait for their first visit, in one part: many small files would cost more than they spare. */

export { Account } from "./account";
export { Help } from "./help/help";
export { SentDetail } from "./sent/detail";
export { SentList } from "./sent/list";
export { Target } from "./target";
export { VisitLog } from "./visit";
