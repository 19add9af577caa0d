/** The left column: the workspace, who one acts as, the app's Home, channels and direct messages with what is unread. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { Avatar } from "../shell/avatar";
import { openMenu, useClient } from "./context";
import type { Channel, User } from "./types";

export function Sidebar(): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const place = client.place.value;
  const channels = (state?.channels ?? []).filter((each) => !each.is_im && (!each.is_archived || each.is_member));
  const direct = (state?.channels ?? []).filter((each) => each.is_im);
  const bot = client.person(state?.bot_user);
  const hasBotDm = direct.some((each) => each.user === state?.bot_user);
  const at = (id: string): boolean => place?.kind === "channel" && place.id === id;
  return (
    <nav class="sidebar" aria-label="Workspace">
      <Head />
      <div class="sidebar-scroll">
        <Row
          icon="home"
          label={`${state?.app.name ?? "App"} Home`}
          current={place?.kind === "home"}
          onPick={() => client.go({ kind: "home" })}
        />
        <h2>Channels</h2>
        {channels.map((each) => (
          <ChannelRow key={each.id} channel={each} current={at(each.id)} />
        ))}
        {channels.length === 0 && <p class="sidebar-empty">No channels yet</p>}
        <h2>Direct messages</h2>
        {direct.map((each) => (
          <DirectRow key={each.id} channel={each} current={at(each.id)} />
        ))}
        {bot && !hasBotDm && <PersonRow person={bot} onPick={() => void client.openBotDm()} />}
      </div>
    </nav>
  );
}

function Head(): JSX.Element {
  const client = useClient();
  const me = client.person(client.user.value);
  const reload = async (): Promise<void> => {
    if (await client.act("reload", {}))
      client.toast("Slack reloaded. Messages only visible to you and open dialogs are gone.");
  };
  return (
    <header class="sidebar-head">
      <div class="workspace">
        <span class="workspace-mark" aria-hidden="true">
          {client.state.value?.team.name.slice(0, 1) ?? ""}
        </span>
        <strong>{client.state.value?.team.name ?? "Slack"}</strong>
        <button
          type="button"
          class="side-button"
          aria-label="Reload this Slack window"
          title="Reload this Slack window"
          onClick={() => void reload()}
        >
          <Icon name="reload" />
        </button>
      </div>
      <button
        type="button"
        class="me"
        aria-haspopup="menu"
        aria-label={`Acting as ${me?.real_name ?? "nobody"}. Switch user`}
        onClick={(event) => openMenu(client, event.currentTarget, "Act as", () => <UserMenu />)}
      >
        <Avatar name={me?.real_name ?? "?"} image={me?.image} size={28} presence={me?.presence} />
        <span class="me-name">
          <small>Acting as</small>
          {me?.real_name ?? "…"}
        </span>
        <Icon name="down" size={16} />
      </button>
    </header>
  );
}

function UserMenu(): JSX.Element {
  const client = useClient();
  const people = client.state.value?.users.filter((each) => !each.is_bot) ?? [];
  const me = client.person(client.user.value);
  const flip = me?.presence === "active" ? "away" : "active";
  return (
    <>
      <p class="menu-title">Act as</p>
      {people.map((each) => (
        <UserItem key={each.id} person={each} current={each.id === me?.id} />
      ))}
      <hr />
      <MenuItem
        icon={flip === "away" ? "moon" : "check"}
        onPick={() => void client.act("presence", { presence: flip })}
      >
        Set yourself as {flip}
      </MenuItem>
    </>
  );
}

function UserItem({ person, current }: { person: User; current: boolean }): JSX.Element {
  const client = useClient();
  return (
    <MenuItem onPick={() => client.become(person.id)}>
      <span class="menu-person">
        <Avatar name={person.real_name} image={person.image} size={24} presence={person.presence} />
        <span>{person.real_name}</span>
        {current && <Icon name="check" size={16} />}
      </span>
    </MenuItem>
  );
}

interface RowProps {
  icon?: IconName;
  face?: ComponentChildren;
  label: string;
  current?: boolean;
  unread?: number;
  mentions?: number;
  muted?: boolean;
  onPick: () => void;
}

function Row({ icon, face, label, current, unread = 0, mentions = 0, muted, onPick }: RowProps): JSX.Element {
  const news = unread > 0 && !current;
  const said = news ? `${label}, ${unread} unread${mentions ? `, ${mentions} mentions` : ""}` : label;
  return (
    <button
      type="button"
      class={`row${news ? " unread" : ""}${muted ? " muted" : ""}`}
      aria-current={current ? "page" : undefined}
      aria-label={said}
      onClick={onPick}
    >
      {icon ? <Icon name={icon} size={16} /> : face}
      <span class="row-label">{label}</span>
      {news && <span class="badge">{mentions || unread}</span>}
    </button>
  );
}

function ChannelRow({ channel, current }: { channel: Channel; current: boolean }): JSX.Element {
  const client = useClient();
  const icon = channel.is_archived ? "archive" : channel.is_private ? "lock" : "hash";
  return (
    <Row
      icon={icon}
      label={channel.name}
      current={current}
      unread={channel.unread}
      mentions={channel.mentions}
      muted={!channel.is_member}
      onPick={() => client.go({ kind: "channel", id: channel.id })}
    />
  );
}

function DirectRow({ channel, current }: { channel: Channel; current: boolean }): JSX.Element {
  const client = useClient();
  const person = client.person(channel.user);
  const name = person?.real_name ?? channel.name;
  const face = (
    <Avatar name={name} image={person?.image} size={20} presence={person?.is_bot ? undefined : person?.presence} />
  );
  return (
    <Row
      face={face}
      label={name}
      current={current}
      unread={channel.unread}
      mentions={channel.unread}
      onPick={() => client.go({ kind: "channel", id: channel.id })}
    />
  );
}

function PersonRow({ person, onPick }: { person: User; onPick: () => void }): JSX.Element {
  return (
    <Row
      face={<Avatar name={person.real_name} image={person.image} size={20} />}
      label={person.real_name}
      onPick={onPick}
    />
  );
}
