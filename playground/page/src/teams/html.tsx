/**
 * Words that came as HTML (what people type, and Teams' XML subset from the bot), drawn from an allow-list: a tag that is
 * not listed leaves its words only, a script not even those. Nothing here is ever set as HTML.
 */
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { isSafeUrl } from "../blocks/inline";
import { useClient } from "./context";
import type { TeamsClient } from "./client";
import type { Message } from "./types";

const AS_IT_IS = new Set(["u", "code", "blockquote", "ul", "ol", "li", "p", "h1", "h2", "h3", "sub", "sup"]);
const RENAMED: Record<string, string> = {
  b: "strong",
  strong: "strong",
  i: "em",
  em: "em",
  s: "s",
  strike: "s",
  del: "s",
};
const DROPPED = new Set([
  ...["script", "style", "template", "iframe", "object", "embed", "svg", "math", "noscript", "title", "attachment"],
  ...["select", "textarea", "input", "form", "audio", "video", "canvas", "link", "meta", "base"],
]);
const OUR_PICTURE = /^\/_sim\/teams\/file\/[\w-]+\?user=[\w-]+$/;
const DEEPEST = 40;

interface Within {
  client: TeamsClient;
  message: Message;
}

/** Draw `html`, which belongs to this message. */
export function Words({ html, message }: { html: string; message: Message }): JSX.Element {
  const client = useClient();
  const body = useMemo(() => new DOMParser().parseFromString(html, "text/html").body, [html]);
  return <div class="text teams-words">{inside(body, { client, message }, 0)}</div>;
}

function inside(parent: Node, within: Within, depth: number): ComponentChildren[] {
  return depth > DEEPEST ? [parent.textContent] : [...parent.childNodes].map((each) => one(each, within, depth));
}

function one(node: Node, within: Within, depth: number): ComponentChildren {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.localName;
  if (DROPPED.has(tag)) return null;
  if (tag === "br") return <br />;
  if (tag === "img") return <Picture element={node} />;
  if (tag === "emoji") return node.getAttribute("alt") ?? node.textContent;
  if (tag === "at" || (tag === "span" && /\/Mention$/.test(node.getAttribute("itemtype") ?? "")))
    return <Mention name={node.textContent ?? ""} within={within} />;
  const children = inside(node, within, depth + 1);
  if (tag === "a") return <Link element={node} client={within.client} words={children} />;
  if (tag === "pre") return <pre class="pre">{children}</pre>;
  const Tag = (RENAMED[tag] ?? (AS_IT_IS.has(tag) ? tag : tag === "div" ? "div" : "")) as "p";
  return Tag ? <Tag>{children}</Tag> : children;
}

function Mention({ name, within }: { name: string; within: Within }): JSX.Element {
  const { client, message } = within;
  const me = client.person(client.user.value);
  const mine =
    me !== undefined &&
    message.entities.some((each) => each.mentioned?.name === name && [me.id, me.aad].includes(each.mentioned.id ?? ""));
  return <span class={mine ? "mention mention-me" : "mention"}>{name}</span>;
}

function Link(props: { element: Element; client: TeamsClient; words: ComponentChildren }): JSX.Element {
  const href = props.element.getAttribute("href") ?? "";
  if (!isSafeUrl(href)) return <span>{props.words}</span>;
  const go = (event: MouseEvent): void => {
    event.preventDefault();
    props.client.open(href);
  };
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer" onClick={go}>
      {props.words}
    </a>
  );
}

function Picture({ element }: { element: Element }): JSX.Element | null {
  const [src, alt] = [element.getAttribute("src") ?? "", element.getAttribute("alt") ?? ""];
  if (!OUR_PICTURE.test(src)) return alt ? <span>{alt}</span> : null;
  return <img class="inline-picture" src={src} alt={alt || "Picture"} />;
}
