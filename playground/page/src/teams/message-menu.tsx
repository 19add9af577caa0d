/** What one can do with a message: react, edit and delete one's own, copy its link, and the app's commands on messages. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { closePopover, MenuItem } from "../shell/popover";
import type { TeamsClient } from "./client";
import { openMenu, useClient } from "./context";
import { react, SIX } from "./reactions";
import type { Message } from "./types";

export function MessageTools({ message }: { message: Message }): JSX.Element {
  const client = useClient();
  const mine = message.sender === client.user.value;
  return (
    <div class="tools" role="toolbar" aria-label="Message actions" onKeyDown={alongTools}>
      {!message.only_for_me &&
        SIX.map(([type, char, label]) => (
          <button
            key={type}
            type="button"
            tabIndex={-1}
            class="tool react-tool"
            aria-label={label}
            title={label}
            onClick={() => react(client, message, type)}
          >
            <span class="emoji">{char}</span>
          </button>
        ))}
      {mine && (
        <button
          type="button"
          tabIndex={-1}
          class="tool"
          aria-label="Edit"
          title="Edit"
          onClick={() => (client.editing.value = message.id)}
        >
          <Icon name="edit" />
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label="Message options"
        title="More options"
        aria-haspopup="menu"
        onClick={(event) => openMenu(client, event.currentTarget, "Message options", () => <Menu message={message} />)}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

/** One stop for the keyboard in each message: the arrows go on to its other tools. */
function alongTools(event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || !(event.currentTarget instanceof HTMLElement)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
  event.preventDefault();
}

function Menu({ message }: { message: Message }): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const { conversation, id } = message;
  const mine = message.sender === client.user.value;
  return (
    <>
      {!message.only_for_me && <ReactionRow message={message} />}
      {mine && (
        <MenuItem icon="edit" onPick={() => (client.editing.value = id)}>
          Edit
        </MenuItem>
      )}
      {mine && (
        <MenuItem icon="trash" tone="bad" onPick={() => ask(client, message)}>
          Delete
        </MenuItem>
      )}
      <MenuItem icon="link" onPick={() => void copy(client, message.link)}>
        Copy link
      </MenuItem>
      {(state?.app.extensions.length ?? 0) > 0 && <p class="menu-title">{state?.app.name}</p>}
      {state?.app.extensions.map((each) => (
        <MenuItem
          key={each.id}
          icon="bolt"
          hint={each.description}
          onPick={() => void client.act("extension", { conversation, id, command: each.id })}
        >
          {each.title}
        </MenuItem>
      ))}
    </>
  );
}

function ReactionRow({ message }: { message: Message }): JSX.Element {
  const client = useClient();
  return (
    <div class="reaction-row" role="group" aria-label="Reactions">
      {SIX.map(([type, char, label]) => (
        <button
          key={type}
          type="button"
          role="menuitem"
          class="picker-emoji"
          aria-label={label}
          title={label}
          onClick={() => {
            closePopover(true);
            react(client, message, type);
          }}
        >
          <span class="emoji">{char}</span>
        </button>
      ))}
    </div>
  );
}

function ask(client: TeamsClient, message: Message): void {
  const { conversation, id } = message;
  client.question.value = {
    title: "Delete this message?",
    text: "It goes for everybody here. You can undo that.",
    yes: "Delete",
    then: () => void client.act("delete", { conversation, id }),
  };
}

async function copy(client: TeamsClient, link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    client.toasts.show("Link copied.");
  } catch {
    client.toasts.show(link);
  }
}
