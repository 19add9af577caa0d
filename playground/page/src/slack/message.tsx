/** One message: who, when, its text or blocks, files, reactions, the replies under it, and what one may do with it. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Blocks } from "../blocks/blocks";
import { ago, clock, fullTime } from "../blocks/date";
import { Surface, SurfaceContext } from "../blocks/surface";
import { Mrkdwn } from "../blocks/text";
import { Icon } from "../shell/icons";
import { authorOf, type Author } from "./author";
import { Avatar } from "../shell/avatar";
import { useClient } from "./context";
import { EditBox } from "./edit";
import { Files } from "./file";
import { MessageTools } from "./message-menu";
import { Reactions } from "./reactions";
import type { Message } from "./types";

export interface Props {
  message: Message;
  channel: string;
  inThread?: boolean;
  follows?: boolean;
}

export function MessageRow({ message, channel, inThread, follows }: Props): JSX.Element {
  const client = useClient();
  const author = authorOf(client, message);
  const gone = message.subtype === "tombstone";
  const editing = client.editing.value === `${channel}/${message.ts}`;
  const compact = follows && !gone && !message.ephemeral;
  return (
    <article
      class={`message${message.ephemeral ? " ephemeral" : ""}${compact ? " compact" : ""}`}
      data-ts={message.ts}
      aria-label={`${author.name}, ${clock(Number(message.ts))}`}
    >
      <div class="gutter">
        {compact ? (
          <Time message={message} />
        ) : gone ? (
          <span class="avatar avatar-gone" style={{ width: "36px", height: "36px" }}>
            <Icon name="trash" />
          </span>
        ) : (
          <Avatar {...author} />
        )}
      </div>
      <div class="message-main">
        {message.ephemeral && (
          <p class="only-you">
            <Icon name="eye" size={14} />
            Only visible to you
          </p>
        )}
        {message.subtype === "thread_broadcast" && !inThread && <BroadcastNote message={message} channel={channel} />}
        {!compact && !gone && <Head author={author} message={message} />}
        {gone ? (
          <p class="gone">This message was deleted.</p>
        ) : editing ? (
          <EditBox message={message} channel={channel} />
        ) : (
          <Body message={message} channel={channel} />
        )}
        <Files files={message.files ?? []} />
        <Reactions message={message} channel={channel} />
        {!inThread && <Replies message={message} channel={channel} />}
      </div>
      {!gone && !editing && <MessageTools message={message} channel={channel} inThread={inThread} />}
    </article>
  );
}

function Time({ message }: { message: Message }): JSX.Element {
  const ts = Number(message.ts);
  return (
    <time class="time" dateTime={new Date(ts * 1000).toISOString()} title={fullTime(ts)}>
      {clock(ts)}
    </time>
  );
}

function Head({ author, message }: { author: Author; message: Message }): JSX.Element {
  return (
    <header class="message-head">
      <strong class="author">{author.name}</strong>
      {author.app && <span class="app-tag">App</span>}
      <Time message={message} />
    </header>
  );
}

function Body({ message, channel }: Props): JSX.Element {
  const client = useClient();
  const surface = useMemo(() => new Surface(client, { channel, ts: message.ts }), [client, channel, message.ts]);
  return (
    <SurfaceContext.Provider value={surface}>
      {message.blocks?.length ? <Blocks blocks={message.blocks} /> : message.text && <Mrkdwn text={message.text} />}
      {message.attachments?.map((each, at) => (
        <div
          key={at}
          class="attachment"
          style={
            /^#?[0-9a-f]{6}$/i.test(each.color ?? "") ? { borderColor: `#${each.color?.replace("#", "")}` } : undefined
          }
        >
          {each.blocks ? (
            <Blocks blocks={each.blocks} />
          ) : (
            <Mrkdwn text={[each.title, each.text ?? each.fallback].filter(Boolean).join("\n")} />
          )}
        </div>
      ))}
      {/* https://docs.slack.dev/reference/methods/chat.update: an app's blocks change without that mark. */}
      {message.edited && !(message.bot_id && message.blocks?.length) && (
        <span class="edited" title={fullTime(Number(message.edited.ts ?? message.ts))}>
          (edited)
        </span>
      )}
    </SurfaceContext.Provider>
  );
}

function BroadcastNote({ message, channel }: Props): JSX.Element {
  const client = useClient();
  return (
    <button type="button" class="broadcast" onClick={() => client.openThread(channel, message.thread_ts ?? message.ts)}>
      replied to a thread
    </button>
  );
}

function Replies({ message, channel }: Props): JSX.Element | null {
  const client = useClient();
  const count = message.reply_count ?? 0;
  if (count === 0 || (message.thread_ts && message.thread_ts !== message.ts)) return null;
  const replies = client
    .messages(channel)
    .filter((each) => each.thread_ts === message.ts && each.ts !== message.ts && !each.ephemeral);
  const faces = [...new Map(replies.map((each) => [authorOf(client, each).id, authorOf(client, each)])).values()].slice(
    0,
    4,
  );
  const last = replies.at(-1)?.ts ?? message.latest_reply;
  return (
    <button type="button" class="replies" onClick={() => client.openThread(channel, message.ts)}>
      <span class="faces">
        {faces.map((each) => (
          <Avatar key={each.id} {...each} size={22} />
        ))}
      </span>
      <span class="replies-count">
        {count} {count === 1 ? "reply" : "replies"}
      </span>
      {last && <span class="replies-last">Last reply {ago(Number(last))}</span>}
    </button>
  );
}
