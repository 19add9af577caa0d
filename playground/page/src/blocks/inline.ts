/** The small tree that both of Slack's text syntaxes parse into. It holds text only: nothing in it is ever used as HTML. */

export type Inline =
  | { t: "text"; s: string }
  | { t: "b" | "i" | "s"; c: Inline[] }
  | { t: "code"; s: string }
  | { t: "link"; url: string; c: Inline[] }
  | { t: "user" | "channel" | "group"; id: string; label: string }
  | { t: "everyone"; range: string }
  | { t: "date"; ts: number; format: string; url: string; fallback: string }
  | { t: "emoji"; name: string };

export type Chunk =
  | { t: "line"; c: Inline[] }
  | { t: "item"; c: Inline[]; mark: string; depth: number }
  | { t: "head"; c: Inline[]; level: number }
  | { t: "quote"; c: Chunk[] }
  | { t: "pre"; s: string }
  | { t: "rule" }
  | { t: "gap" };

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Whether an address may become a link; anything else stays text. */
export function isSafeUrl(url: string): boolean {
  try {
    return SAFE.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** Undo Slack's three escapes, once; `&amp;` last so that `&amp;lt;` stays `&lt;`. */
export function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
