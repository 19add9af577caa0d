/** The words of a text: links can be followed, marks are drawn where the app has them; a few emoji alone are large. */
import type { ComponentChildren, JSX } from "preact";
import { isSafeUrl } from "../blocks/inline";

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'”’]/gi;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})/u;
const MOST_LOUD = 3;
const signs = new Intl.Segmenter();

export function Words({ text, marks = false }: { text: string; marks?: boolean }): JSX.Element | null {
  if (!text.trim()) return null;
  return <p class={isLoud(text) ? "sms-words loud" : "sms-words"}>{linked(text, marks)}</p>;
}

export function isLoud(text: string): boolean {
  const all = [...signs.segment(text.replaceAll(/\s/g, "").slice(0, 60))];
  return all.length > 0 && all.length <= MOST_LOUD && all.every((each) => EMOJI.test(each.segment));
}

/** WhatsApp's own marks: *bold*, _italic_, ~struck~ and `code`, within one line. */
const MARK = /(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu;
const TAGS = { "*": "strong", _: "em", "~": "s", "`": "code" } as const;

export function marked(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    const Tag = TAGS[found[1] as keyof typeof TAGS];
    parts.push(text.slice(at, found.index), <Tag key={found.index}>{found[2]}</Tag>);
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

function linked(text: string, marks: boolean): ComponentChildren[] {
  const plain = (words: string): ComponentChildren => (marks ? marked(words) : words);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const [url] = found;
    if (!isSafeUrl(url)) continue;
    parts.push(
      plain(text.slice(at, found.index)),
      <a key={found.index} href={url} target="_blank" rel="noopener noreferrer nofollow">
        {url}
      </a>,
    );
    at = found.index + url.length;
  }
  return [...parts, plain(text.slice(at))];
}
