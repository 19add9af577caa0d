/** Text trees to elements. Data only ever becomes text nodes and checked link addresses. */
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useClient } from "../slack/context";
import type { TextObject } from "../slack/types";
import { formatDate, fullTime } from "./date";
import { emojiChar } from "./emoji";
import { isSafeUrl, type Chunk, type Inline } from "./inline";
import { parseMarkdown } from "./markdown";
import { parseMrkdwn } from "./mrkdwn";

export function Link(props: { url: string; children: ComponentChildren }): JSX.Element {
  const client = useClient();
  if (!isSafeUrl(props.url)) return <>{props.children}</>;
  const inside = (event: MouseEvent): void => {
    if (client.follow(props.url)) event.preventDefault();
  };
  return (
    <a class="link" href={props.url} target="_blank" rel="noopener noreferrer nofollow" onClick={inside}>
      {props.children}
    </a>
  );
}

export function EmojiMark(props: { name: string; tone?: number }): JSX.Element {
  const char = emojiChar(props.name, props.tone);
  const title = `:${props.name}:`;
  return char ? (
    <span class="emoji" role="img" aria-label={props.name} title={title}>
      {char}
    </span>
  ) : (
    <span>{title}</span>
  );
}

export function Mention(props: {
  id: string;
  label?: string;
  kind: "user" | "channel" | "group" | "everyone";
}): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  if (props.kind === "channel") {
    const channel = state?.channels.find((each) => each.id === props.id);
    const open = (): void => (channel ? client.go({ kind: "channel", id: props.id }) : undefined);
    return (
      <button type="button" class="mention" disabled={!channel} onClick={open}>
        #{channel?.name ?? (props.label || "unknown-channel")}
      </button>
    );
  }
  const names = {
    user: client.person(props.id)?.real_name ?? (props.label || "unknown user"),
    group: props.label?.replace(/^@/, "") || props.id,
    everyone: props.id,
  };
  const mine = props.kind === "everyone" || (props.kind === "user" && props.id === state?.me);
  return <span class={mine ? "mention mention-me" : "mention"}>@{names[props.kind]}</span>;
}

export function DateMark(props: { ts: number; format: string; url?: string; fallback: string }): JSX.Element {
  const time = (
    <time dateTime={new Date(props.ts * 1000).toISOString()} title={fullTime(props.ts)}>
      {formatDate(props.ts, props.format, props.fallback)}
    </time>
  );
  return props.url ? <Link url={props.url}>{time}</Link> : time;
}

function InlinePart({ part }: { part: Inline }): JSX.Element {
  switch (part.t) {
    case "text":
      return <>{part.s}</>;
    case "b":
      return (
        <strong>
          <Parts parts={part.c} />
        </strong>
      );
    case "i":
      return (
        <em>
          <Parts parts={part.c} />
        </em>
      );
    case "s":
      return (
        <s>
          <Parts parts={part.c} />
        </s>
      );
    case "code":
      return <code>{part.s}</code>;
    case "link":
      return (
        <Link url={part.url}>
          <Parts parts={part.c} />
        </Link>
      );
    case "emoji":
      return <EmojiMark name={part.name} />;
    case "date":
      return <DateMark {...part} />;
    case "everyone":
      return <Mention kind="everyone" id={part.range} />;
    default:
      return <Mention kind={part.t} id={part.id} label={part.label} />;
  }
}

function Parts({ parts }: { parts: Inline[] }): JSX.Element {
  return (
    <>
      {parts.map((part, at) => (
        <InlinePart key={at} part={part} />
      ))}
    </>
  );
}

function ChunkView({ chunk }: { chunk: Chunk }): JSX.Element {
  switch (chunk.t) {
    case "pre":
      return (
        <pre class="pre" tabIndex={0}>
          {chunk.s}
        </pre>
      );
    case "quote":
      return (
        <blockquote>
          {chunk.c.map((each, at) => (
            <ChunkView key={at} chunk={each} />
          ))}
        </blockquote>
      );
    case "gap":
      return <div class="gap" />;
    case "rule":
      return <hr class="divider" />;
    case "head":
      return (
        <div class={`md-head md-head-${chunk.level}`} role="heading" aria-level={chunk.level + 2}>
          <Parts parts={chunk.c} />
        </div>
      );
    case "item":
      return (
        <div class="item" style={{ marginInlineStart: `${chunk.depth * 20}px` }}>
          <span class="item-mark" aria-hidden="true">
            {chunk.mark === "-" ? "•" : chunk.mark}
          </span>
          <span>
            <Parts parts={chunk.c} />
          </span>
        </div>
      );
    default:
      return <div class="line">{chunk.c.length ? <Parts parts={chunk.c} /> : "\u00a0"}</div>;
  }
}

function Tree({ chunks }: { chunks: Chunk[] }): JSX.Element {
  return (
    <div class="text">
      {chunks.map((chunk, at) => (
        <ChunkView key={at} chunk={chunk} />
      ))}
    </div>
  );
}

export function Mrkdwn({ text }: { text: string }): JSX.Element {
  return <Tree chunks={useMemo(() => parseMrkdwn(text), [text])} />;
}

export function Markdown({ text }: { text: string }): JSX.Element {
  return <Tree chunks={useMemo(() => parseMarkdown(text), [text])} />;
}

const CODE = /(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/g;

/** Plain text with only emoji codes replaced, as button labels and headers have it. */
export function PlainText({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text
        .split(CODE)
        .map((part) => (/^:.+:$/.test(part) ? (emojiChar(part.slice(1, -1)) ?? part) : part))
        .join("")}
    </>
  );
}

export function TextView({ value }: { value: TextObject | string | null | undefined }): JSX.Element | null {
  if (!value) return null;
  if (typeof value === "string") return <PlainText text={value} />;
  return value.type === "mrkdwn" ? (
    <Mrkdwn text={value.text} />
  ) : (
    <div class="text text-plain">
      <PlainText text={value.text} />
    </div>
  );
}

/** The bare words of a text object, for attributes and native options. */
export function words(value: TextObject | string | null | undefined): string {
  const text = typeof value === "string" ? value : (value?.text ?? "");
  return text
    .split(CODE)
    .map((part) => (/^:.+:$/.test(part) ? (emojiChar(part.slice(1, -1)) ?? part) : part))
    .join("");
}
