/** The `rich_text` block: sections, lists, quotes and preformatted text made of small elements. */
import type { ComponentChildren, JSX } from "preact";
import type { RichElement } from "../slack/types";
import { emojiChar } from "./emoji";
import { DateMark, EmojiMark, Link, Mention } from "./text";

const BULLETS = ["•", "◦", "▪"];

export function RichText({ elements }: { elements: RichElement[] }): JSX.Element {
  return (
    <div class="text">
      {elements.map((each, at) => (
        <Part key={at} part={each} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichElement }): JSX.Element {
  const inner = <Leaves parts={part.elements ?? []} />;
  switch (part.type) {
    case "rich_text_list":
      return <RichList list={part} />;
    case "rich_text_quote":
      return <blockquote>{inner}</blockquote>;
    case "rich_text_preformatted":
      return (
        <pre class="pre" tabIndex={0}>
          {inner}
        </pre>
      );
    default:
      return <div class="line rich-line">{inner}</div>;
  }
}

function RichList({ list }: { list: RichElement }): JSX.Element {
  const depth = list.indent ?? 0;
  return (
    <div role="list">
      {(list.elements ?? []).map((each, at) => (
        <div key={at} class="item" role="listitem" style={{ marginInlineStart: `${depth * 20}px` }}>
          <span class="item-mark" aria-hidden="true">
            {list.style === "ordered" ? `${at + 1 + (list.offset ?? 0)}.` : BULLETS[depth % BULLETS.length]}
          </span>
          <span>
            <Leaves parts={each.elements ?? []} />
          </span>
        </div>
      ))}
    </div>
  );
}

function Leaves({ parts }: { parts: RichElement[] }): JSX.Element {
  return (
    <>
      {parts.map((part, at) => (
        <Styled key={at} style={part.style}>
          <Leaf part={part} />
        </Styled>
      ))}
    </>
  );
}

function Styled({ style, children }: { style: RichElement["style"]; children: ComponentChildren }): JSX.Element {
  let out = <>{children}</>;
  if (typeof style !== "object") return out;
  if (style.code) out = <code>{out}</code>;
  if (style.strike) out = <s>{out}</s>;
  if (style.italic) out = <em>{out}</em>;
  if (style.bold) out = <strong>{out}</strong>;
  return out;
}

function Leaf({ part }: { part: RichElement }): JSX.Element {
  switch (part.type) {
    case "text":
      return <>{part.text}</>;
    case "link":
      return <Link url={part.url ?? ""}>{part.text || part.url}</Link>;
    case "emoji":
      return emojiChar(part.name ?? "") ? (
        <EmojiMark name={part.name ?? ""} tone={part.skin_tone} />
      ) : (
        <>{`:${part.name}:`}</>
      );
    case "user":
      return <Mention kind="user" id={part.user_id ?? ""} />;
    case "channel":
      return <Mention kind="channel" id={part.channel_id ?? ""} />;
    case "usergroup":
      return <Mention kind="group" id={part.usergroup_id ?? ""} />;
    case "broadcast":
      return <Mention kind="everyone" id={part.range ?? "here"} />;
    case "date":
      return (
        <DateMark ts={part.timestamp ?? 0} format={part.format ?? ""} url={part.url} fallback={part.fallback ?? ""} />
      );
    default:
      return <>{part.text ?? part.value ?? ""}</>;
  }
}
