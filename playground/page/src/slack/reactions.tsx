/** The emoji under a message: who reacted, and a press adds or takes back one's own. */
import type { JSX } from "preact";
import { EmojiMark } from "../blocks/text";
import { Icon } from "../shell/icons";
import type { SlackClient } from "./client";
import { openMenu, useClient } from "./context";
import { EmojiPicker } from "./emoji-picker";
import type { Message } from "./types";

/** Add one's reaction, or take it back if it is there. */
export function react(client: SlackClient, channel: string, message: Message, name: string): void {
  const mine = message.reactions?.find((each) => each.name === name)?.users.includes(client.user.peek()) ?? false;
  void client.act("react", { channel, ts: message.ts, name, add: !mine });
}

export function Reactions({ message, channel }: { message: Message; channel: string }): JSX.Element | null {
  const client = useClient();
  const all = message.reactions ?? [];
  if (all.length === 0) return null;
  const me = client.user.value;
  const add = (event: MouseEvent): void =>
    openMenu(
      client,
      event.currentTarget as Element,
      "Add a reaction",
      () => <EmojiPicker onPick={(name) => react(client, channel, message, name)} />,
      "dialog",
    );
  return (
    <div class="reactions">
      {all.map((each) => {
        const who = each.users.map((id) => client.person(id)?.real_name ?? "someone").join(", ");
        const mine = each.users.includes(me);
        return (
          <button
            key={each.name}
            type="button"
            class="reaction"
            aria-pressed={mine}
            aria-label={`${each.name}, ${each.users.length}: ${who}`}
            title={`${who} reacted with :${each.name}:`}
            onClick={() => react(client, channel, message, each.name)}
          >
            <EmojiMark name={each.name} />
            <span>{each.users.length}</span>
          </button>
        );
      })}
      <button type="button" class="reaction reaction-add" aria-label="Add another reaction" onClick={add}>
        <Icon name="smile" size={16} />
      </button>
    </div>
  );
}
