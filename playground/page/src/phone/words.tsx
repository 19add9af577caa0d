/** The words of a text: links can be followed, everything else is plain; a text of a few emoji alone is shown large. */
import type { ComponentChildren, JSX } from "preact";
import { isSafeUrl } from "../blocks/inline";

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'”’]/gi;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})/u;
const MOST_LOUD = 3;
const signs = new Intl.Segmenter();

export function Words({ text }: { text: string }): JSX.Element {
  return <p class={isLoud(text) ? "sms-words loud" : "sms-words"}>{linked(text)}</p>;
}

export function isLoud(text: string): boolean {
  const all = [...signs.segment(text.replaceAll(/\s/g, "").slice(0, 60))];
  return all.length > 0 && all.length <= MOST_LOUD && all.every((each) => EMOJI.test(each.segment));
}

function linked(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const [url] = found;
    if (!isSafeUrl(url)) continue;
    parts.push(
      text.slice(at, found.index),
      <a key={found.index} href={url} target="_blank" rel="noopener noreferrer nofollow">
        {url}
      </a>,
    );
    at = found.index + url.length;
  }
  return [...parts, text.slice(at)];
}
