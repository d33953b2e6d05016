/** Kiriman: the list, or one registration of it. */

import { route } from "../route";
import { SentDetail } from "./detail";
import { SentList } from "./list";

export default function Sent() {
  return route.value.id ? <SentDetail key={route.value.id} /> : <SentList />;
}
