/** A run of messages by one person: picture and name once, the time and the fate of the last one below. */
import { isFewEmoji } from "../emoji";
import type { Group, Item } from "../rows";
import { text } from "../strings";
import { clockTime, fullTime } from "../times";
import { Avatar } from "./avatar";
import { useChat } from "./context";
import { FileCard } from "./file_card";
import { Icon } from "./icon";
import { MenuChoices } from "./menu_choices";
import { PageCard } from "./page_card";
import { RichText } from "./rich_text";

export function MessageGroup({ group, readUpTo }: { group: Group; readUpTo: number }) {
  const last = group.items.at(-1);
  return (
    <div class={`group ${group.mine ? "mine" : "theirs"}`}>
      {!group.mine && <Avatar name={group.name} picture={group.picture} isBot={group.isBot} />}
      <div class="stack">
        <span class={group.mine ? "sr-only" : "author"}>{group.mine ? text.you : group.name || (group.isBot ? text.bot : "")}</span>
        {group.items.map((item) => (
          <Bubble key={item.key} item={item} />
        ))}
        {last && (
          <div class="meta">
            <time dateTime={last.at} title={fullTime(last.at)}>
              {clockTime(last.at)}
            </time>
            {group.mine && <Fate item={last} isRead={last.seq !== null && last.seq <= readUpTo} />}
          </div>
        )}
      </div>
    </div>
  );
}

function Bubble({ item }: { item: Item }) {
  if (item.deleted) {
    return <div class="bubble deleted">{text.deletedMessage}</div>;
  }
  const isBig = item.files.length === 0 && isFewEmoji(item.content.text);
  const mark = item.pending?.mark;
  return (
    <div class={`item ${mark ?? ""}`}>
      {item.files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      {item.content.text !== "" && (
        <div class={isBig ? "big-emoji" : "bubble"} dir="auto">
          <RichText content={item.content} />
          {item.edited && <span class="edited"> ({text.edited})</span>}
        </div>
      )}
      {item.page !== null && item.message !== null && <PageCard message={item.message} page={item.page} />}
      {item.menu !== null && item.message !== null && <MenuChoices message={item.message} menu={item.menu} />}
      {item.reactions.length > 0 && <Reactions given={item.reactions} />}
      {mark === "failed" && <Failed item={item} />}
    </div>
  );
}

function Reactions({ given }: { given: Item["reactions"] }) {
  return (
    <ul class="reactions" aria-label={text.reactions}>
      {given.map(({ emoji, count }) => (
        <li key={emoji}>
          {emoji}
          {count > 1 && <span>{count}</span>}
        </li>
      ))}
    </ul>
  );
}

function Failed({ item }: { item: Item }) {
  const { chat } = useChat();
  const id = item.pending?.id ?? "";
  return (
    <div class="failed-line" role="alert">
      <Icon name="alert" />
      <span class="failed-why">
        {text.notSent}
        {item.pending?.reason ? `: ${item.pending.reason}` : ""}
      </span>
      <button type="button" onClick={() => chat.retry(id)}>
        {text.retry}
      </button>
      <button type="button" onClick={() => chat.discard(id)}>
        {text.discard}
      </button>
    </div>
  );
}

function Fate({ item, isRead }: { item: Item; isRead: boolean }) {
  const mark = item.pending?.mark;
  if (mark === "failed") return null;
  if (mark === "sending") return <Icon name="clock" label={text.sending} />;
  return isRead ? <Icon name="ticks" label={text.seen} /> : <Icon name="tick" label={text.sent} />;
}
