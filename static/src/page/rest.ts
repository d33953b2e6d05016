/** All screens beyond the form, in one file that is fetched after the first screen is drawn. */

export { Account } from "./account";
export { Help } from "./help/help";
export { SentDetail } from "./sent/detail";
export { SentList } from "./sent/list";
export { ChoosePin } from "./pin/choose";
export { SignIn } from "./signin";
export { Target } from "./target";
export { VisitLog } from "./visit";
