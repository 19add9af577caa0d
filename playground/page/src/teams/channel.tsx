/** The main pane with a channel: its posts, the oldest first, and the box to start one. */
import type { JSX } from "preact";
import { useEnd } from "../shell/end";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { ChainView } from "./chain";
import { Composer } from "./composer";
import { openMenu, useClient } from "./context";
import { BackButton } from "./list-button";
import type { Channel, Team } from "./types";

export function ChannelPane(): JSX.Element {
  const client = useClient();
  const [channel, team] = [client.channel.value, client.team.value];
  if (!channel || !team) return <section class="pane" />;
  return (
    <section class="pane" aria-label={`${channel.name}, ${team.name}`}>
      <Head channel={channel} team={team} />
      <Posts key={`${client.user.value}/${channel.id}`} channel={channel} team={team} />
      <Foot key={`foot/${client.user.value}/${channel.id}`} channel={channel} team={team} />
    </section>
  );
}

function Head({ channel, team }: { channel: Channel; team: Team }): JSX.Element {
  const client = useClient();
  return (
    <header class="pane-head">
      <BackButton />
      <span class="team-mark" aria-hidden="true">
        {team.name.slice(0, 1)}
      </span>
      <h2>{channel.name}</h2>
      <span class="topic">{team.name}</span>
      <button
        type="button"
        class="tool push"
        aria-label="Team options"
        title="Team options"
        aria-haspopup="menu"
        onClick={(event) => openMenu(client, event.currentTarget, "Team options", () => <TeamMenu team={team} />)}
      >
        <Icon name="more" />
      </button>
    </header>
  );
}

export function TeamMenu({ team }: { team: Team }): JSX.Element {
  const client = useClient();
  const bot = client.state.value?.bot.name ?? "the app";
  const does = (action: string): void => void client.act(action, { user: undefined, team: team.id });
  return (
    <>
      <p class="menu-title">{team.name}</p>
      {team.installed ? (
        <MenuItem icon="out" tone="bad" onPick={() => does("remove_bot")}>
          Remove {bot} from this team
        </MenuItem>
      ) : (
        <MenuItem icon="plus" onPick={() => does("add_bot")}>
          Add {bot} to this team
        </MenuItem>
      )}
      <MenuItem icon="archive" onPick={() => does(team.archived ? "unarchive" : "archive")}>
        {team.archived ? "Restore the team" : "Archive the team"}
      </MenuItem>
    </>
  );
}

function Posts({ channel, team }: { channel: Channel; team: Team }): JSX.Element {
  const last = channel.chains.at(-1);
  const { box, behind, scrolled, toEnd } = useEnd(
    `${channel.chains.length}/${last?.messages.length ?? 0}/${last?.messages.at(-1)?.id ?? ""}`,
  );
  return (
    <div class="list-frame">
      <div ref={box} class="list" role="log" aria-label={`Posts in ${channel.name}`} tabIndex={0} onScroll={scrolled}>
        <div class="list-inner posts">
          {channel.chains.length === 0 && <Empty channel={channel} team={team} />}
          {channel.chains.map((each) => (
            <ChainView key={each.conversation} chain={each} archived={team.archived} />
          ))}
        </div>
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={15} />
          New posts
        </button>
      )}
    </div>
  );
}

function Empty({ channel, team }: { channel: Channel; team: Team }): JSX.Element {
  const bot = useClient().state.value?.bot.name;
  return (
    <div class="beginning alone">
      <h3>Welcome to {channel.name}</h3>
      <p>
        {team.installed
          ? "New chats of customers appear here as posts with a card. Answer below a post to talk."
          : `${bot ?? "The app"} is not in this team. Add it by the dots above.`}
      </p>
    </div>
  );
}

function Foot({ channel, team }: { channel: Channel; team: Team }): JSX.Element {
  const client = useClient();
  if (team.archived) return <p class="foot-note">{team.name} is archived. It can be read but not written to.</p>;
  if (client.writing.value !== channel.id)
    return (
      <div class="start">
        <button type="button" class="start-button" onClick={() => (client.writing.value = channel.id)}>
          <Icon name="edit" size={16} />
          Start a post
        </button>
      </div>
    );
  const close = (): void => {
    client.writing.value = null;
  };
  return (
    <div class="start">
      <Composer focus conversation={channel.id} placeholder="Start a post" onSent={close} onLeave={close} />
    </div>
  );
}
