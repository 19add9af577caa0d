/** What one can do with a message: react, answer it, delete one's own. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { closePopover, MenuItem, openPopover } from "../shell/popover";
import type { AppClient } from "./client";
import { useApp } from "./context";
import type { Item } from "./types";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

export function BubbleMenu({ item }: { item: Item }): JSX.Element {
  const client = useApp();
  const open = (event: MouseEvent): void =>
    openPopover(
      event.currentTarget as Element,
      "Message",
      () => <Menu client={client} item={item} />,
      "menu",
      `of-${client.app.id}`,
    );
  return (
    <button
      type="button"
      class="tool app-more"
      aria-haspopup="menu"
      aria-label="React, answer or delete"
      title="React, answer or delete"
      onClick={open}
    >
      <Icon name="more" size={16} />
    </button>
  );
}

function Menu({ client, item }: { client: AppClient; item: Item }): JSX.Element {
  const react = (emoji: string): void => {
    closePopover();
    void client.act("react", { mid: item.mid, emoji, add: item.my_reaction !== emoji });
  };
  return (
    <>
      <div class="app-emoji" role="group" aria-label="React">
        {EMOJI.map((each) => (
          <button
            key={each}
            type="button"
            role="menuitem"
            aria-label={`React with ${each}`}
            onClick={() => react(each)}
          >
            {each}
          </button>
        ))}
      </div>
      <MenuItem icon="thread" onPick={() => (client.answering.value = item)}>
        Answer
      </MenuItem>
      {item.mine && (
        <MenuItem icon="trash" onPick={() => void client.act("delete", { mid: item.mid })}>
          Delete for everyone
        </MenuItem>
      )}
    </>
  );
}
