/**
 * The Markdown that Teams knows, as HTML: in text blocks of cards, in texts of bots, and in what one types.
 * Everything is escaped first, so what comes out has the tags that are made here and no others.
 */
import { isSafeUrl } from "../blocks/inline";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string =>
  text.replaceAll("\u0000", "").replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

// Words escaped before: quotes are &quot; and &#39; in them.
const CODE = /`([^`\n]+)`/;
const LINK = /\[([^\]\n]+)\]\(([^)\s]+)\)/g;
const MARKS: [RegExp, string][] = [
  [/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "strong"],
  [/__(?=\S)(.+?)(?<=\S)__/g, "strong"],
  [/~~(?=\S)(.+?)(?<=\S)~~/g, "s"],
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, "em"],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, "em"],
];
const ITEM = /^\s*(?:([-*+])|\d{1,3}[.)])\s+(.*)$/;

/** Turn Markdown into HTML; `code` also knows `code`, code blocks and quotes, as the composer does and cards do not. */
export function markdown(source: string, code = false): string {
  if (!code) return lines(source, false);
  return source
    .split(/^```[^\n]*\n?/m)
    .map((part, at) => (at % 2 === 1 ? `<pre>${escape(part.replace(/\n$/, ""))}</pre>` : lines(part.trim(), true)))
    .join("");
}

/** Whether these words say more than the plain ones do. */
export function isMarked(source: string): boolean {
  const html = markdown(source, true);
  return /<(strong|em|s|code|pre|blockquote|ul|ol|a)[ >]/.test(html);
}

function lines(source: string, code: boolean): string {
  let html = "";
  let list = "";
  let plain: string[] = [];
  const flush = (): void => {
    html += plain.join("<br>");
    plain = [];
  };
  const into = (next: string): void => {
    if (next === list) return;
    if (list) html += `</${list}>`;
    if (next) {
      flush();
      html += `<${next}>`;
    }
    list = next;
  };
  for (const line of source.split(/\r\n?|\n/)) {
    const [, bullet, item] = ITEM.exec(line) ?? [];
    const quote = code ? /^>\s?(.*)$/.exec(line)?.[1] : undefined;
    into(item === undefined ? "" : bullet ? "ul" : "ol");
    if (item !== undefined) html += `<li>${spans(item, code)}</li>`;
    else if (quote !== undefined) {
      flush();
      html += `<blockquote>${spans(quote, code)}</blockquote>`;
    } else plain.push(spans(line, code));
  }
  into("");
  flush();
  return html;
}

function spans(text: string, code: boolean): string {
  if (!code) return marked(escape(text));
  return text
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? `<code>${escape(part)}</code>` : marked(escape(part))))
    .join("");
}

function marked(escaped: string): string {
  // Links stand aside while the rest is marked: an address may hold underscores.
  const links: string[] = [];
  let html = escaped.replace(LINK, (whole, label: string, href: string) => {
    const address = href.replaceAll("&amp;", "&");
    if (!isSafeUrl(address)) return whole;
    links.push(`<a href="${href}">${label}</a>`);
    return `\u0000${links.length - 1}\u0000`;
  });
  for (const [pattern, tag] of MARKS) html = html.replace(pattern, `<${tag}>$1</${tag}>`);
  return html.replace(/\u0000(\d+)\u0000/g, (_, at: string) => links[Number(at)] ?? "");
}
