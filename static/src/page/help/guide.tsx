/** Panduan: the volunteer's guide of docs/, word for word, without a network; the English one comes to those who read English. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import indonesian from "../../../../docs/panduan-relawan.md";
import { href } from "../route";
import { Screen } from "../screen";
import { language, t } from "../text";
import { blocks, type Lines } from "./blocks";

export function Guide() {
  const words = useSignal(language === "id" ? indonesian : "");
  useEffect(() => {
    if (language === "en") void english().then((text) => (words.value = text));
  }, []);
  return (
    <Screen title={t("Panduan relawan")}>
      {blocks(words.value).map((block, i) => (
        <Block key={i} {...block} />
      ))}
      <a class="quiet wide" href={href("bantuan")}>
        {t("Kembali ke Bantuan")}
      </a>
    </Screen>
  );
}

const english = (): Promise<string> =>
  import("../../../../docs/volunteer-guide.md").then((file) => file.default, () => indonesian);

function Block({ kind, lines }: Lines) {
  if (kind === "h2") return <h2>{lines[0]}</h2>;
  if (kind === "p") return <p>{strong(lines[0]!)}</p>;
  const List = kind;
  return (
    <List class="guide">
      {lines.map((line) => (
        <li key={line}>{strong(line)}</li>
      ))}
    </List>
  );
}

/** "**Terkirim**: ..." */
const strong = (line: string): ComponentChildren[] =>
  line.split(/\*\*/).map((part, i) => (i % 2 ? <b key={i}>{part}</b> : part));
