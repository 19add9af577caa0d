/** The main pane with one's chat with the bot: bubbles, one's own at the right, and the box to write. */
import type { JSX } from "preact";
import { dayName } from "../blocks/date";
import { useEnd } from "../shell/end";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { Typing } from "./chain";
import { Composer } from "./composer";
import { openMenu, useClient } from "./context";
import { BackButton } from "./list-button";
import { BotFace, MessageRow } from "./message";
import type { Chain } from "./types";

export function ChatPane(): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const chat = state?.personal;
  const name = state?.bot.name ?? "";
  return (
    <section class="pane" aria-label={`Chat with ${name}`}>
      <Head />
      {chat ? <Bubbles key={client.user.value} chat={chat} /> : <p class="list chat-empty">Opening the chat…</p>}
      <Foot chat={chat ?? null} />
    </section>
  );
}

function Head(): JSX.Element {
  const client = useClient();
  const name = client.state.value?.bot.name ?? "";
  return (
    <header class="pane-head">
      <BackButton />
      <BotFace size={28} />
      <h2>{name}</h2>
      <span class="topic">Only you and the app see this chat</span>
      <button
        type="button"
        class="tool push"
        aria-label="Chat options"
        title="Chat options"
        aria-haspopup="menu"
        onClick={(event) => openMenu(client, event.currentTarget, "Chat options", () => <Options />)}
      >
        <Icon name="more" />
      </button>
    </header>
  );
}

function Options(): JSX.Element {
  const client = useClient();
  const { name, installed, blocked } = client.state.value?.app ?? { name: "the app", installed: false, blocked: false };
  const does = (action: string): void => void client.act(action, {});
  return (
    <>
      <MenuItem icon="out" tone={blocked ? undefined : "bad"} onPick={() => does(blocked ? "unblock" : "block")}>
        {blocked ? "Unblock" : "Block"} {name}
      </MenuItem>
      <MenuItem
        icon={installed ? "trash" : "plus"}
        tone={installed ? "bad" : undefined}
        onPick={() => does(installed ? "uninstall" : "install")}
      >
        {installed ? `Uninstall ${name} for yourself` : `Add ${name} for yourself`}
      </MenuItem>
    </>
  );
}

function Bubbles({ chat }: { chat: Chain }): JSX.Element {
  const client = useClient();
  const { messages } = chat;
  const { box, behind, scrolled, toEnd } = useEnd(`${messages.length}/${messages.at(-1)?.id ?? ""}`);
  const fresh = client.news.value.get(chat.conversation);
  let day = "";
  return (
    <div class="list-frame">
      <div ref={box} class="list" role="log" aria-label="Messages in this chat" tabIndex={0} onScroll={scrolled}>
        <div class="list-inner bubbles">
          {messages.length === 0 && <Empty />}
          {messages.map((each) => {
            const now = dayName(Date.parse(each.at) / 1000);
            const isNewDay = now !== day;
            day = now;
            return [
              isNewDay && (
                <div key={`day-${each.id}`} class="day">
                  <span>{now}</span>
                </div>
              ),
              <MessageRow key={each.id} message={each} as="bubble" isNew={each.id === fresh} />,
            ];
          })}
          {chat.typing && <Typing />}
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
}

function Empty(): JSX.Element {
  const name = useClient().state.value?.bot.name;
  return (
    <div class="beginning alone">
      <h3>{name}</h3>
      <p>Write a command, or “help” to see what there is. What concerns you alone comes here.</p>
    </div>
  );
}

function Foot({ chat }: { chat: Chain | null }): JSX.Element | null {
  const client = useClient();
  const app = client.state.value?.app;
  if (!app) return null;
  if (app.blocked) return <Closed words={`You have blocked ${app.name}.`} button="Unblock" action="unblock" />;
  if (!app.reachable) return <Closed words={`${app.name} is not installed.`} button="Add the app" action="install" />;
  if (!chat) return null;
  return (
    <div class="start">
      <Composer key={chat.conversation} personal conversation={chat.conversation} placeholder="Type a message" />
    </div>
  );
}

function Closed(props: { words: string; button: string; action: string }): JSX.Element {
  const client = useClient();
  return (
    <div class="foot-note">
      <span>{props.words}</span>
      <button type="button" class="button small primary" onClick={() => void client.act(props.action, {})}>
        {props.button}
      </button>
    </div>
  );
}
