/** Messages from old to new with day lines; it stays at the newest unless one has scrolled up to read. */
import type { ComponentChildren, JSX } from "preact";
import { Fragment } from "preact";
import { dayName } from "../blocks/date";
import { useEnd } from "../shell/end";
import { Icon } from "../shell/icons";
import { authorOf } from "./author";
import { useClient } from "./context";
import { MessageRow } from "./message";
import type { Message } from "./types";

const TOGETHER_S = 300;

interface Props {
  messages: Message[];
  channel: string;
  label: string;
  inThread?: boolean;
  children?: ComponentChildren;
  afterFirst?: ComponentChildren;
}

export function MessageList({ messages, channel, label, inThread, children, afterFirst }: Props): JSX.Element {
  const client = useClient();
  const { box, behind, scrolled, toEnd } = useEnd(`${messages.at(-1)?.ts ?? ""}/${messages.length}`);
  return (
    <div class="list-frame">
      <div ref={box} class="list" role="log" aria-label={label} tabIndex={0} onScroll={scrolled}>
        <div class="list-inner">
          {children}
          {messages.map((message, at) => {
            const before = messages[at - 1];
            const day = dayName(Number(message.ts));
            const newDay = !inThread && (!before || dayName(Number(before.ts)) !== day);
            return (
              <Fragment key={`${message.ts}${message.ephemeral ? "e" : ""}`}>
                {newDay && (
                  <div class="day">
                    <span>{day}</span>
                  </div>
                )}
                <MessageRow
                  message={message}
                  channel={channel}
                  inThread={inThread}
                  follows={!newDay && follows(message, before)}
                />
                {at === 0 && afterFirst}
              </Fragment>
            );
          })}
        </div>
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={15} />
          New messages
        </button>
      )}
    </div>
  );

  function follows(message: Message, before: Message | undefined): boolean {
    if (
      !before ||
      before.ephemeral ||
      before.subtype === "tombstone" ||
      before.reply_count ||
      message.subtype === "thread_broadcast"
    )
      return false;
    return (
      authorOf(client, message).id === authorOf(client, before).id &&
      Number(message.ts) - Number(before.ts) < TOGETHER_S
    );
  }
}
