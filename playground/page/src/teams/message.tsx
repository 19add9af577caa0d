/** One message: who, when, its words, cards and files, reactions, and what one may do with it. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clock, dayName, fullTime } from "../blocks/date";
import { Avatar } from "../shell/avatar";
import { Icon } from "../shell/icons";
import { Attached } from "./attached";
import { useClient } from "./context";
import { EditBox } from "./edit";
import { Words } from "./html";
import { markdown } from "./markdown";
import { MessageTools } from "./message-menu";
import { Reactions } from "./reactions";
import { ADAPTIVE, type Message } from "./types";

interface Props {
  message: Message;
  /** The first of a chain looks like a post, what answers it like a reply, a chat's like a bubble. */
  as: "post" | "reply" | "bubble";
  isNew?: boolean;
}

export function MessageRow({ message, as, isNew }: Props): JSX.Element {
  const client = useClient();
  const row = useRef<HTMLElement>(null);
  const name = client.nameOf(message.sender);
  const bot = message.sender === client.state.value?.bot.short;
  const mine = message.sender === client.user.value;
  const editing = client.editing.value === message.id && !message.deleted;
  const shown = client.shown.value === message.id;
  const at = Date.parse(message.at) / 1000;
  useEffect(() => {
    if (shown) row.current?.scrollIntoView({ block: "center" });
  }, [shown]);
  const classes = [
    "message",
    "said",
    `as-${as}`,
    mine ? "mine" : "",
    message.only_for_me ? "targeted" : "",
    shown ? "shown" : "",
  ];
  const side = as === "bubble" && mine;
  return (
    <>
      {isNew && (
        <p class="new-line">
          <span>New</span>
        </p>
      )}
      <article
        ref={row}
        class={classes.filter(Boolean).join(" ")}
        data-id={message.id}
        aria-label={`${name}, ${clock(at)}`}
      >
        {!side && (
          <div class="gutter">
            {bot ? (
              <BotFace size={as === "post" ? 36 : 30} />
            ) : (
              <Face dot user={message.sender} size={as === "post" ? 36 : 30} />
            )}
          </div>
        )}
        <div class="message-main">
          <header class="message-head">
            {!side && <strong class="author">{name}</strong>}
            {bot && <span class="app-tag">App</span>}
            <time class="time" dateTime={message.at} title={fullTime(at)}>
              {dayName(at) === "Today" ? clock(at) : `${dayName(at)}, ${clock(at)}`}
            </time>
            {message.edited && !message.deleted && !hasCard(message) && (
              <span class="edited" title={fullTime(Date.parse(message.edited) / 1000)}>
                Edited
              </span>
            )}
          </header>
          {message.only_for_me && (
            <p class="only-you">
              <Icon name="eye" size={14} />
              Only you can see this message
            </p>
          )}
          {message.deleted ? (
            <Gone message={message} mine={mine} />
          ) : editing ? (
            <EditBox message={message} />
          ) : (
            <Body message={message} />
          )}
          {!message.deleted && <Reactions message={message} />}
        </div>
        {!message.deleted && !editing && <MessageTools message={message} />}
      </article>
    </>
  );
}

const hasCard = (message: Message): boolean => message.attachments.some((each) => each.contentType === ADAPTIVE);

function Body({ message }: { message: Message }): JSX.Element {
  return (
    <div class="said-body">
      <Text message={message} />
      <Attached message={message} />
    </div>
  );
}

function Text({ message }: { message: Message }): JSX.Element | null {
  if (message.html) return <Words html={message.html} message={message} />;
  if (!message.text) return null;
  if (message.text_format === "plain") return <p class="text text-plain">{message.text}</p>;
  // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: Markdown unless told otherwise.
  const html = message.text_format === "xml" ? message.text : markdown(message.text, true);
  return <Words html={html} message={message} />;
}

function Gone({ message, mine }: { message: Message; mine: boolean }): JSX.Element {
  const client = useClient();
  const { conversation, id } = message;
  return (
    <p class="gone">
      This message has been deleted.{" "}
      {mine && (
        <button type="button" class="undo" onClick={() => void client.act("undelete", { conversation, id })}>
          Undo
        </button>
      )}
    </p>
  );
}

export function Face({ user, size, dot = false }: { user: string; size: number; dot?: boolean }): JSX.Element {
  const client = useClient();
  const person = client.person(user);
  return (
    <Avatar name={person?.name ?? "?"} size={size} presence={dot ? person?.availability.toLowerCase() : undefined} />
  );
}

export function BotFace({ size }: { size: number }): JSX.Element {
  return (
    <span class="avatar bot-face" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon name="bolt" size={Math.round(size * 0.55)} />
    </span>
  );
}
