/** The middle column: a channel or direct message with its head, its messages and the composer. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { inChannel } from "./author";
import { Avatar } from "../shell/avatar";
import { Composer } from "./composer";
import { openMenu, useClient } from "./context";
import { ListButton } from "./list-button";
import { MessageList } from "./message-list";
import type { Channel } from "./types";

export function ChannelPane(): JSX.Element {
  const client = useClient();
  const channel = client.channel.value;
  if (!channel)
    return (
      <section class="pane">
        <PaneHead title="…" />
      </section>
    );
  const person = client.person(channel.user);
  const name = channel.is_im ? (person?.real_name ?? channel.name) : `#${channel.name}`;
  const messages = client.messages(channel.id).filter(inChannel);
  return (
    <section class="pane" aria-label={name}>
      <ChannelHead channel={channel} name={name} />
      <MessageList
        key={`${client.user.value}/${channel.id}`}
        messages={messages}
        channel={channel.id}
        label={`Messages in ${name}`}
      >
        <Beginning channel={channel} name={name} empty={messages.length === 0} />
      </MessageList>
      <Foot channel={channel} name={name} />
    </section>
  );
}

function PaneHead({ title }: { title: string }): JSX.Element {
  return (
    <header class="pane-head">
      <ListButton />
      <h2>{title}</h2>
    </header>
  );
}

function ChannelHead({ channel, name }: { channel: Channel; name: string }): JSX.Element {
  const client = useClient();
  const person = client.person(channel.user);
  const home = channel.is_im && channel.user === client.state.value?.bot_user;
  return (
    <header class="pane-head">
      <ListButton />
      {channel.is_im ? (
        <Avatar name={name} image={person?.image} size={24} />
      ) : (
        <Icon name={channel.is_private ? "lock" : "hash"} />
      )}
      <h2>{channel.is_im ? name : channel.name}</h2>
      {channel.topic && (
        <span class="topic" title={channel.topic}>
          {channel.topic}
        </span>
      )}
      {home && (
        <button type="button" class="button small" onClick={() => client.go({ kind: "home" })}>
          Home
        </button>
      )}
      {!channel.is_im && (
        <button
          type="button"
          class="tool push"
          aria-label="Channel menu"
          aria-haspopup="menu"
          onClick={(event) =>
            openMenu(client, event.currentTarget, "Channel menu", () => <ChannelMenu channel={channel} />)
          }
        >
          <Icon name="more" />
        </button>
      )}
    </header>
  );
}

function ChannelMenu({ channel }: { channel: Channel }): JSX.Element {
  const client = useClient();
  const does = (action: string): void => void client.act(action, { channel: channel.id });
  return (
    <>
      {channel.is_member ? (
        <MenuItem icon="out" onPick={() => does("leave")}>
          Leave #{channel.name}
        </MenuItem>
      ) : (
        <MenuItem icon="plus" onPick={() => does("join")}>
          Join #{channel.name}
        </MenuItem>
      )}
      {channel.is_archived ? (
        <MenuItem icon="archive" onPick={() => does("unarchive")}>
          Unarchive #{channel.name}
        </MenuItem>
      ) : (
        <MenuItem icon="archive" tone="bad" onPick={() => does("archive")}>
          Archive #{channel.name}
        </MenuItem>
      )}
    </>
  );
}

function Beginning({ channel, name, empty }: { channel: Channel; name: string; empty: boolean }): JSX.Element {
  const client = useClient();
  const bot = channel.user === client.state.value?.bot_user;
  const hint = channel.is_im
    ? bot
      ? "The app writes to you here when something needs you."
      : "Only the two of you see what is written here."
    : "New chats of customers appear here as cards. Open a card’s thread to talk.";
  return (
    <div class={empty ? "beginning alone" : "beginning"}>
      <h3>{channel.is_im ? name : `This is ${name}`}</h3>
      <p>
        {channel.topic && !channel.is_im ? `${channel.topic}. ` : ""}
        {empty ? hint : ""}
      </p>
    </div>
  );
}

function Foot({ channel, name }: { channel: Channel; name: string }): JSX.Element {
  const client = useClient();
  if (channel.is_archived)
    return (
      <div class="foot-note">
        <span>{name} is archived. It can be read but not written to.</span>
        <button
          type="button"
          class="button small"
          onClick={() => void client.act("unarchive", { channel: channel.id })}
        >
          Unarchive
        </button>
      </div>
    );
  if (!channel.is_member && !channel.is_im)
    return (
      <div class="foot-note">
        <span>You are not in {name}.</span>
        <button
          type="button"
          class="button small primary"
          onClick={() => void client.act("join", { channel: channel.id })}
        >
          Join channel
        </button>
      </div>
    );
  return <Composer key={`${client.user.value}/${channel.id}`} channel={channel.id} placeholder={`Message ${name}`} />;
}
