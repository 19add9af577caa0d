/** The `markdown` block's standard Markdown to the same tree as mrkdwn: headings, emphasis, lists, quotes, code, links. Tables stay text. */
import { isSafeUrl, type Chunk, type Inline } from "./inline";

const SPAN =
  /`([^`\n]+)`|!?\[([^\]\n]*)\]\(([^)\s]+)[^)\n]*\)|\*\*(\S(?:.*?\S)?)\*\*|__(\S(?:.*?\S)?)__|~~(\S(?:.*?\S)?)~~|\*(\S(?:[^*]*?\S)?)\*|(?<![\p{L}\p{N}])_(\S(?:[^_]*?\S)?)_(?![\p{L}\p{N}])|<?(https?:\/\/[^\s<>)]+)>?|:([a-z0-9_+-]+):/gu;

export function parseMarkdown(source: string): Chunk[] {
  return source.split(/^```.*$\n?/m).flatMap((part, at): Chunk[] => {
    if (at % 2 === 1) return [{ t: "pre", s: part.replace(/\n$/, "") }];
    return part.trim() === ""
      ? []
      : part
          .trim()
          .split(/\n/)
          .map((line): Chunk => (line.trim() ? parseLine(line) : { t: "gap" }));
  });
}

function parseLine(line: string): Chunk {
  const head = /^(#{1,6})\s+(.*)$/.exec(line);
  if (head) return { t: "head", level: head[1]?.length ?? 1, c: parseSpans(head[2] ?? "") };
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return { t: "rule" };
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote) return { t: "quote", c: [parseLine(quote[1] ?? "")] };
  const item = /^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$/.exec(line);
  if (!item) return { t: "line", c: parseSpans(line) };
  const [, indent = "", mark = "", rest = ""] = item;
  return { t: "item", depth: Math.floor(indent.length / 2), mark: /\d/.test(mark) ? mark : "•", c: parseSpans(rest) };
}

function parseSpans(text: string): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  for (const hit of text.matchAll(SPAN)) {
    if (hit.index > from) out.push({ t: "text", s: text.slice(from, hit.index) });
    out.push(span(hit));
    from = hit.index + hit[0].length;
  }
  if (from < text.length) out.push({ t: "text", s: text.slice(from) });
  return out;
}

function span(hit: RegExpMatchArray): Inline {
  const [whole, code, label, href, bold1, bold2, strike, italic1, italic2, bare, emoji] = hit;
  if (code !== undefined) return { t: "code", s: code };
  if (href !== undefined)
    return isSafeUrl(href) ? { t: "link", url: href, c: parseSpans(label || href) } : { t: "text", s: whole };
  const bold = bold1 ?? bold2;
  if (bold !== undefined) return { t: "b", c: parseSpans(bold) };
  if (strike !== undefined) return { t: "s", c: parseSpans(strike) };
  const italic = italic1 ?? italic2;
  if (italic !== undefined) return { t: "i", c: parseSpans(italic) };
  if (bare !== undefined) return { t: "link", url: bare, c: [{ t: "text", s: bare }] };
  return { t: "emoji", name: emoji ?? "" };
}
