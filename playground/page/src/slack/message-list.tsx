/** Messages from old to new with day lines; it stays at the newest unless one has scrolled up to read. */
import type { ComponentChildren, JSX } from "preact";
import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { dayName } from "../blocks/date";
import { Icon } from "../shell/icons";
import { authorOf } from "./author";
import { useClient } from "./context";
import { MessageRow } from "./message";
import type { Message } from "./types";

const NEAR_PX = 60;
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
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const [behind, setBehind] = useState(false);
  const last = messages.at(-1);
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [last?.ts, messages.length]);
  useEffect(() => {
    // Pictures and a growing composer change the height after the messages were drawn.
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    if (box.current) watch.observe(box.current);
    if (box.current?.firstElementChild) watch.observe(box.current.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const scrolled = (): void => {
    const el = box.current;
    if (!el) return;
    const near = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    // Only scrolling up leaves the end; a picture that loads and makes the list longer does not.
    if (near || el.scrollTop < lastTop.current) atEnd.current = near;
    lastTop.current = el.scrollTop;
    if (near) setBehind(false);
  };
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
        <button
          type="button"
          class="to-end"
          onClick={() => {
            atEnd.current = true;
            setBehind(false);
            toEnd();
          }}
        >
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
