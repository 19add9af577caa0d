/** The rail at the left: Activity, Chat, Teams with what is unread, and who one is. */
import type { JSX } from "preact";
import { Icon, type IconName } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import type { Mode } from "./client";
import { openMenu, useClient } from "./context";
import { Face } from "./message";

export function Rail(): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const channels = (state?.teams ?? []).flatMap((each) => each.channels);
  const mentions = channels.reduce((sum, each) => sum + each.mentions, 0);
  const posts = channels.filter((each) => each.unread > 0).length;
  const chat = state?.personal?.unread ?? 0;
  return (
    <nav class="rail" aria-label="Teams apps">
      <Tab mode="activity" icon="bell" label="Activity" count={mentions} />
      <Tab mode="chat" icon="chat" label="Chat" count={chat} />
      <Tab mode="teams" icon="people" label="Teams" count={posts} />
      <Me />
    </nav>
  );
}

function Tab(props: { mode: Mode; icon: IconName; label: string; count: number }): JSX.Element {
  const client = useClient();
  const { mode, icon, label, count } = props;
  return (
    <button
      type="button"
      class="rail-tab"
      aria-current={client.mode.value === mode ? "page" : undefined}
      aria-label={count > 0 ? `${label}, ${count} unread` : label}
      onClick={() => client.show(mode)}
    >
      <Icon name={icon} size={22} />
      <span>{label}</span>
      {count > 0 && <span class="badge">{count > 99 ? "99+" : count}</span>}
    </button>
  );
}

const AVAILABILITIES = [
  ["Available", "Available"],
  ["Busy", "Busy"],
  ["DoNotDisturb", "Do not disturb"],
  ["BeRightBack", "Be right back"],
  ["Away", "Appear away"],
  ["Offline", "Appear offline"],
] as const;

function Me(): JSX.Element {
  const client = useClient();
  const me = client.person(client.user.value);
  return (
    <button
      type="button"
      class="rail-me"
      aria-haspopup="menu"
      aria-label={`Acting as ${me?.name ?? "nobody"}. Switch person`}
      title={`Acting as ${me?.name ?? "nobody"}`}
      onClick={(event) => openMenu(client, event.currentTarget, "Act as", () => <People />)}
    >
      <Face user={client.user.value} size={32} dot />
    </button>
  );
}

function People(): JSX.Element {
  const client = useClient();
  const me = client.person(client.user.value);
  return (
    <>
      <p class="menu-title">Act as</p>
      {client.state.value?.people.map((each) => (
        <MenuItem key={each.user} onPick={() => client.become(each.user)}>
          <span class="menu-person">
            <Face user={each.user} size={24} dot />
            <span>{each.is_guest ? `${each.name} (Guest)` : each.name}</span>
            {each.user === me?.user && <Icon name="check" size={16} />}
          </span>
        </MenuItem>
      ))}
      <hr />
      <p class="menu-title">Your status</p>
      {AVAILABILITIES.map(([availability, words]) => (
        <MenuItem key={availability} onPick={() => void client.act("presence", { availability })}>
          <span class="menu-person">
            <span class={`presence alone ${availability.toLowerCase()}`} aria-hidden="true" />
            <span>{words}</span>
            {me?.availability === availability && <Icon name="check" size={16} />}
          </span>
        </MenuItem>
      ))}
    </>
  );
}
