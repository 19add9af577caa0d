/** The right column: one thread, its root first, and a composer that answers in it. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { Composer } from "./composer";
import { useClient } from "./context";
import { MessageList } from "./message-list";

export function ThreadPane(): JSX.Element | null {
  const client = useClient();
  const open = client.thread.value;
  if (!open) return null;
  const channel = client.state.value?.channels.find((each) => each.id === open.channel);
  const all = client.messages(open.channel).filter((each) => each.ts === open.ts || each.thread_ts === open.ts);
  const root = all.find((each) => each.ts === open.ts);
  const replies = all.filter((each) => each !== root);
  const count = replies.filter((each) => !each.ephemeral).length;
  const status = client.state.value?.statuses?.find(
    (each) => each.channel === open.channel && each.thread_ts === open.ts,
  );
  const name = channel?.is_im ? client.person(channel.user)?.real_name : `#${channel?.name ?? ""}`;
  const close = (): void => {
    client.thread.value = null;
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  return (
    <aside class="pane thread" aria-label="Thread" onKeyDown={keys}>
      <header class="pane-head">
        <h2>Thread</h2>
        <span class="topic">{name}</span>
        <button type="button" class="tool push" aria-label="Close thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <MessageList
        key={open.ts}
        inThread
        messages={root ? [root, ...replies] : replies}
        channel={open.channel}
        label="Messages in this thread"
        afterFirst={
          <div class="day thread-count">
            <span>{count === 0 ? "No replies yet" : `${count} ${count === 1 ? "reply" : "replies"}`}</span>
          </div>
        }
      />
      {status?.status && (
        <p class="typing" role="status">
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {status.username ? `${status.username} ` : ""}
          {status.status}
        </p>
      )}
      {channel?.is_archived ? (
        <p class="foot-note">This channel is archived.</p>
      ) : (
        <Composer
          key={`${client.user.value}/${open.ts}`}
          channel={open.channel}
          thread={open.ts}
          placeholder="Reply…"
          canBroadcast={name}
        />
      )}
    </aside>
  );
}
