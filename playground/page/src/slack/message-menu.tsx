/** What one can do with a message: react, reply in its thread, the app's message shortcuts, edit and delete one's own. */
import type { JSX } from "preact";
import { askedOf } from "../blocks/surface";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { openMenu, useClient } from "./context";
import { EmojiPicker } from "./emoji-picker";
import { react } from "./reactions";
import type { SlackClient } from "./client";
import type { Message } from "./types";

interface Props {
  message: Message;
  channel: string;
  inThread?: boolean;
}

export function MessageTools(props: Props): JSX.Element | null {
  const client = useClient();
  const { message, channel, inThread } = props;
  // Slack offers neither reactions, threads nor shortcuts on ephemeral messages.
  if (message.ephemeral) return null;
  const pick = (event: MouseEvent): void =>
    openMenu(
      client,
      event.currentTarget as Element,
      "Add a reaction",
      () => <EmojiPicker onPick={(name) => react(client, channel, message, name)} />,
      "dialog",
    );
  return (
    <div class="tools" role="toolbar" aria-label="Message actions">
      <button type="button" class="tool" aria-label="Add a reaction" title="Add a reaction" onClick={pick}>
        <Icon name="smile" />
      </button>
      {!inThread && (
        <button
          type="button"
          class="tool"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => client.openThread(channel, message.thread_ts ?? message.ts)}
        >
          <Icon name="thread" />
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label="More actions"
        title="More actions"
        aria-haspopup="menu"
        onClick={(event) =>
          openMenu(client, event.currentTarget, "Message menu", () => <Menu client={client} {...props} />)
        }
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

function Menu({ client, message, channel }: Props & { client: SlackClient }): JSX.Element {
  const state = client.state.value;
  const shortcuts = state?.app.shortcuts.filter((each) => each.type === "message") ?? [];
  const mine = message.user === state?.me && !message.bot_id;
  const remove = (): void => {
    askedOf(client).value = {
      confirm: {
        title: { type: "plain_text", text: "Delete message" },
        text: { type: "plain_text", text: "Are you sure you want to delete this message? This cannot be undone." },
        confirm: { type: "plain_text", text: "Delete" },
        style: "danger",
      },
      yes: () => void client.act("delete", { channel, ts: message.ts }),
    };
  };
  return (
    <>
      <MenuItem icon="thread" onPick={() => client.openThread(channel, message.thread_ts ?? message.ts)}>
        Reply in thread
      </MenuItem>
      {shortcuts.length > 0 && <p class="menu-title">{state?.app.name}</p>}
      {shortcuts.map((each) => (
        <MenuItem
          key={each.callback_id}
          icon="bolt"
          hint={each.description}
          onPick={() => void client.act("shortcut", { callback_id: each.callback_id, channel, ts: message.ts })}
        >
          {each.name}
        </MenuItem>
      ))}
      {mine && <hr />}
      {mine && (
        <MenuItem icon="edit" onPick={() => (client.editing.value = `${channel}/${message.ts}`)}>
          Edit message
        </MenuItem>
      )}
      {mine && (
        <MenuItem icon="trash" tone="bad" onPick={remove}>
          Delete message…
        </MenuItem>
      )}
    </>
  );
}
