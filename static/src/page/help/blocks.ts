/** Takes a document apart into what a screen shows: the little of Markdown that the guide uses. */

export interface Lines {
  kind: "h2" | "p" | "ol" | "ul";
  lines: string[];
}

/** Headings, paragraphs and two kinds of lists; the title and the pictures stay in docs/. */
export function blocks(text: string): Lines[] {
  const paragraphs = text.split(/\n{2,}/).map((part) => part.trim());
  return paragraphs.flatMap((part): Lines[] => {
    if (!part || part.startsWith("# ") || part.startsWith("![")) return [];
    if (part.startsWith("## ")) return [{ kind: "h2", lines: [part.slice(3)] }];
    const lines = part.split("\n");
    if (/^1\. /.test(part)) return [{ kind: "ol", lines: lines.map((line) => line.replace(/^\d+\. /, "")) }];
    if (part.startsWith("- ")) return [{ kind: "ul", lines: lines.map((line) => line.slice(2)) }];
    return [{ kind: "p", lines: [lines.join(" ")] }];
  });
}
