/** A post with its replies: many are folded to their number, and the box to reply opens below. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { Composer } from "./composer";
import { useClient } from "./context";
import { MessageRow } from "./message";
import type { Chain, Message } from "./types";

/** Up to how many replies stand unfolded, and how many are left in sight when there are more. */
const ALL = 4;
const LAST = 2;

export function ChainView({ chain, archived }: { chain: Chain; archived: boolean }): JSX.Element {
  const client = useClient();
  const [root, ...replies] = chain.messages;
  const open = client.unfolded.value.has(chain.conversation);
  const fresh = client.news.value.get(chain.conversation);
  const from = replies.findIndex((each) => each.id === fresh);
  const kept = Math.max(LAST, chain.unread, from < 0 ? 0 : replies.length - from);
  const folded = !open && replies.length > ALL && kept < replies.length;
  const shown = folded ? replies.slice(-kept) : replies;
  return (
    <div
      role="group"
      class={fresh ? "chain fresh" : "chain"}
      aria-label={`Post of ${client.nameOf(root?.sender ?? "")}`}
    >
      {root && <MessageRow message={root} as="post" isNew={root.id === fresh} />}
      {folded && <Folded chain={chain} replies={replies} />}
      {open && replies.length > ALL && (
        <button type="button" class="fold" onClick={() => client.unfold(chain.conversation, false)}>
          Collapse all
        </button>
      )}
      {shown.map((each) => (
        <MessageRow key={each.id} message={each} as="reply" isNew={each.id === fresh} />
      ))}
      {chain.typing && <Typing />}
      {!archived && <Reply chain={chain} />}
    </div>
  );
}

function Folded({ chain, replies }: { chain: Chain; replies: Message[] }): JSX.Element {
  const client = useClient();
  const names = [...new Set(replies.map((each) => client.nameOf(each.sender)))];
  const who = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} others` : names.join(", ");
  return (
    <button type="button" class="fold" aria-expanded={false} onClick={() => client.unfold(chain.conversation)}>
      <strong>{replies.length} replies</strong> <span>from {who}</span>
    </button>
  );
}

export function Typing(): JSX.Element {
  const client = useClient();
  return (
    <p class="typing" role="status">
      <span class="typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {client.state.value?.bot.name} is typing
    </p>
  );
}

function Reply({ chain }: { chain: Chain }): JSX.Element {
  const client = useClient();
  const { conversation } = chain;
  if (client.writing.value !== conversation)
    return (
      <button type="button" class="reply-button" onClick={() => (client.writing.value = conversation)}>
        <Icon name="reply" size={16} />
        Reply
      </button>
    );
  return (
    <Composer
      focus
      conversation={conversation}
      placeholder="Reply"
      onSent={() => client.unfold(conversation)}
      onLeave={() => (client.writing.value = null)}
    />
  );
}
