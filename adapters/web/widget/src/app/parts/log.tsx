/**
 * The list of messages.
 *
 * Rules: stays at the newest message as long as the customer is there, also when pictures load or the keyboard
 * opens; never pulls someone down who is reading further up, but offers the way.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { arrange } from "../rows";
import { unreadCount } from "../state";
import { text } from "../strings";
import { dayName } from "../times";
import { useChat, useChatState } from "./context";
import { MessageGroup } from "./group";
import { Icon } from "./icon";

const NEAR_PX = 60;

export function Log() {
  const { chat } = useChat();
  const state = useChatState();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isPinned = useRef(true);
  const lastTop = useRef(0);
  const [isAway, setAway] = useState(false);

  const pin = (): void => {
    const box = scroller.current;
    if (box && isPinned.current) box.scrollTop = box.scrollHeight;
  };
  const scrolled = (): void => {
    const box = scroller.current;
    if (!box) return;
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    // Only scrolling up leaves the end: a picture that has just loaded makes the list longer without anybody's doing.
    if (isNear || box.scrollTop < lastTop.current) isPinned.current = isNear;
    lastTop.current = box.scrollTop;
    setAway(!isPinned.current);
    chat.setAtBottom(isPinned.current);
  };
  const toEnd = (): void => {
    isPinned.current = true;
    pin();
    scrolled();
  };

  useEffect(() => {
    const observer = new ResizeObserver(pin);
    if (scroller.current) observer.observe(scroller.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  const mine = state.pending.length;
  useLayoutEffect(() => {
    if (mine > 0) isPinned.current = true;
    pin();
  }, [mine, state.entries]);

  const rows = arrange(state.entries, state.pending);
  const unread = isAway ? unreadCount(state) : 0;
  return (
    <div class="log-frame">
      <div class="log" ref={scroller} onScroll={scrolled} role="log" aria-live="polite" aria-relevant="additions" aria-label={text.messages} tabIndex={0}>
        <div class="log-content" ref={content}>
          {state.settings.greeting && <Greeting words={state.settings.greeting} />}
          {rows.map((row) => {
            if (row.kind === "day") {
              return (
                <div key={row.key} class="day">
                  <span>{dayName(row.at)}</span>
                </div>
              );
            }
            if (row.kind === "notice") {
              return (
                <p key={row.key} class={row.isReminder ? "notice reminder" : "notice"} dir="auto">
                  {row.isReminder && <Icon name="clock" />}
                  {row.isSecure && <Icon name="lock" />}
                  {row.text}
                </p>
              );
            }
            return <MessageGroup key={row.key} group={row} readUpTo={state.readUpTo} />;
          })}
          {state.typing !== null && <Typing name={state.typing} />}
        </div>
      </div>
      {isAway && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" />
          {unread > 0 ? text.unread(unread) : text.newMessages}
        </button>
      )}
    </div>
  );
}

function Greeting({ words }: { words: string }) {
  return (
    <div class="greeting" dir="auto">
      <span class="greeting-wave" aria-hidden="true">
        👋
      </span>
      {words}
    </div>
  );
}

function Typing({ name }: { name: string }) {
  return (
    <div class="typing" aria-hidden="true">
      <span class="typing-dots">
        <i />
        <i />
        <i />
      </span>
      {text.typing(name)}
    </div>
  );
}
