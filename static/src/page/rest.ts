/**
 * All screens beyond the form, and its last step, in one file that is fetched after the first screen is drawn; and a
 * watch over the database.
 */

import "./revive";

// Nobody waits for the last step: whoever has a PIN to fill in a form with came by ChoosePin.

export { Account } from "./account";
export { Broken } from "./broken";
export { ConsentStep } from "./form/consent";
export { Guide } from "./help/guide";
export { Help } from "./help/help";
export { Keeping } from "./keeping/keeping";
export { Saved } from "./form/saved";
export { ReceiptScreen } from "./sent/receipt";
export { PhotosAsked } from "./photo/asked";
export { SentDetail } from "./sent/detail";
export { SentList } from "./sent/list";
export { ChoosePin } from "./pin/choose";
export { Target } from "./target";
export { VisitLog } from "./visit";
