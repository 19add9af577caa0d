/** Slack's mrkdwn to a tree. Formatting stays within a line, tokens in angle brackets are Slack's own, the rest is text. */
import { isSafeUrl, unescapeText, type Chunk, type Inline } from "./inline";

const TOKEN =
  /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|\b(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"])/gi;
const MARKS = { "*": "b", _: "i", "~": "s" } as const;
const LIST = /^(\s*)([•◦▪-]|\d{1,3}\.)\s+(.*)$/;

export function parseMrkdwn(source: string): Chunk[] {
  return source.split(/```\n?/).flatMap((part, at, all) => {
    if (at % 2 === 1 && at < all.length - 1) return [{ t: "pre" as const, s: unescapeText(part.replace(/\n$/, "")) }];
    const open = at % 2 === 1 ? `\`\`\`${part}` : part;
    const trimmed = at > 0 ? open.replace(/^\n/, "") : open;
    return trimmed === "" ? [] : parseLines(trimmed.replace(at < all.length - 1 ? /\n$/ : /$^/, "").split("\n"));
  });
}

function parseLines(lines: string[]): Chunk[] {
  const out: Chunk[] = [];
  let quoted: string[] = [];
  const endQuote = (): void => {
    if (quoted.length) out.push({ t: "quote", c: quoted.map(parseLine) });
    quoted = [];
  };
  for (const [at, line] of lines.entries()) {
    const rest = /^(?:&gt;|>){3}\s?(.*)$/.exec(line);
    if (rest) {
      quoted.push(rest[1] ?? "", ...lines.slice(at + 1));
      break;
    }
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quote) quoted.push(quote[1] ?? "");
    else {
      endQuote();
      out.push(parseLine(line));
    }
  }
  endQuote();
  return out;
}

function parseLine(line: string): Chunk {
  const item = LIST.exec(line);
  if (!item) return { t: "line", c: parseInline(line) };
  const [, indent = "", mark = "", rest = ""] = item;
  return { t: "item", mark, depth: Math.floor(indent.length / 2), c: parseInline(rest) };
}

/** Formatting of one line: first the outermost marks, then tokens inside what is left. */
export function parseInline(text: string): Inline[] {
  const found = findMarked(text);
  if (!found) return parseTokens(text);
  const { open, close, mark } = found;
  return [
    ...parseTokens(text.slice(0, open)),
    { t: MARKS[mark], c: parseInline(text.slice(open + 1, close)) },
    ...parseInline(text.slice(close + 1)),
  ];
}

/** The first pair of `*`, `_` or `~` that stands at word edges and outside of tokens and code. */
function findMarked(text: string): { open: number; close: number; mark: keyof typeof MARKS } | undefined {
  const hidden = [...text.matchAll(TOKEN)].map((hit) => [hit.index, hit.index + hit[0].length] as const);
  const free = (at: number): boolean => !hidden.some(([from, to]) => at >= from && at < to);
  for (let open = 0; open < text.length; open += 1) {
    const mark = text[open] as keyof typeof MARKS;
    if (
      !(mark in MARKS) ||
      !free(open) ||
      /[\p{L}\p{N}]/u.test(text[open - 1] ?? "") ||
      /[\s]/.test(text[open + 1] ?? " ")
    )
      continue;
    for (let close = text.indexOf(mark, open + 2); close > 0; close = text.indexOf(mark, close + 1)) {
      const tight = !/\s/.test(text[close - 1] ?? "") && !/[\p{L}\p{N}]/u.test(text[close + 1] ?? "");
      if (tight && free(close)) return { open, close, mark };
    }
  }
  return undefined;
}

function parseTokens(text: string): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  for (const hit of text.matchAll(TOKEN)) {
    if (hit.index > from) out.push(plain(text.slice(from, hit.index)));
    const [whole, token, code, emoji, url] = hit;
    if (token !== undefined) out.push(parseToken(token));
    else if (code !== undefined) out.push({ t: "code", s: unescapeText(code) });
    else if (emoji !== undefined) out.push({ t: "emoji", name: emoji });
    else out.push(link(url ?? whole, ""));
    from = hit.index + whole.length;
  }
  if (from < text.length) out.push(plain(text.slice(from)));
  return out;
}

function plain(text: string): Inline {
  return { t: "text", s: unescapeText(text) };
}

function parseToken(token: string): Inline {
  const bar = token.indexOf("|");
  const [head, label] = bar < 0 ? [token, ""] : [token.slice(0, bar), unescapeText(token.slice(bar + 1))];
  if (head.startsWith("@")) return { t: "user", id: head.slice(1), label };
  if (head.startsWith("#")) return { t: "channel", id: head.slice(1), label };
  if (head.startsWith("!subteam^")) return { t: "group", id: head.slice(9), label };
  if (head.startsWith("!date^")) return parseDate(head, label);
  if (head.startsWith("!")) return { t: "everyone", range: head.slice(1) };
  return link(head, label);
}

function parseDate(head: string, fallback: string): Inline {
  const [, ts, format = "", url = ""] = head.split("^");
  const seconds = Number(ts);
  if (!Number.isFinite(seconds)) return { t: "text", s: fallback };
  return { t: "date", ts: seconds, format: unescapeText(format), url: unescapeText(url), fallback };
}

function link(raw: string, label: string): Inline {
  const url = unescapeText(raw);
  const shown = label || url.replace(/^(mailto|tel):/, "");
  return isSafeUrl(url)
    ? { t: "link", url, c: [{ t: "text", s: shown }] }
    : { t: "text", s: label ? `${label} (${url})` : url };
}
