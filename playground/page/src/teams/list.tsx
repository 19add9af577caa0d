/** The list beside the rail: what happened, the chats, or the teams with their channels. */
import type { ComponentChildren, JSX } from "preact";
import { ago } from "../blocks/date";
import { Icon } from "../shell/icons";
import { openMenu, useClient } from "./context";
import { happenings, placeOf, type Happening } from "./finding";
import { TeamMenu } from "./channel";
import { BotFace, Face } from "./message";
import { charOf } from "./reactions";
import type { Channel, Team, TeamsState } from "./types";

const TITLES = { activity: "Activity", chat: "Chat", teams: "Teams" };

export function ListPane(): JSX.Element {
  const client = useClient();
  const [mode, state] = [client.mode.value, client.state.value];
  return (
    <nav class="teams-list" aria-label={`${TITLES[mode]} list`}>
      <header class="pane-head">
        <h2>{TITLES[mode]}</h2>
      </header>
      <div class="teams-list-scroll">
        {state && mode === "activity" && <Activity state={state} />}
        {state && mode === "chat" && <Chats state={state} />}
        {state && mode === "teams" && state.teams.map((each) => <TeamRows key={each.id} team={each} />)}
        {state && mode === "teams" && state.teams.length === 0 && <p class="list-empty">You are in no team.</p>}
      </div>
    </nav>
  );
}

function TeamRows({ team }: { team: Team }): JSX.Element {
  const client = useClient();
  return (
    <div role="group" class="team" aria-label={team.name}>
      <header class="team-head">
        <span class="team-mark" aria-hidden="true">
          {team.name.slice(0, 1)}
        </span>
        <h3>{team.name}</h3>
        {team.archived && <span class="app-tag">Archived</span>}
        <button
          type="button"
          class="tool"
          aria-label={`Options of ${team.name}`}
          aria-haspopup="menu"
          onClick={(event) =>
            openMenu(client, event.currentTarget, `Options of ${team.name}`, () => <TeamMenu team={team} />)
          }
        >
          <Icon name="more" size={16} />
        </button>
      </header>
      {team.channels.map((each) => (
        <ChannelRow key={each.id} channel={each} />
      ))}
    </div>
  );
}

function ChannelRow({ channel }: { channel: Channel }): JSX.Element {
  const client = useClient();
  const place = client.place.value;
  const current = place?.kind === "channel" && place.id === channel.id;
  const { unread, mentions, name } = channel;
  return (
    <Row
      label={unread > 0 && !current ? `${name}, ${unread} unread` : name}
      current={current}
      unread={unread > 0 && !current}
      onPick={() => client.go({ kind: "channel", id: channel.id })}
    >
      <span class="row-label">{name}</span>
      {!current && mentions > 0 && <span class="badge">@{mentions}</span>}
      {!current && unread > 0 && mentions === 0 && <span class="badge calm">{unread}</span>}
    </Row>
  );
}

interface RowProps {
  label: string;
  current: boolean;
  unread?: boolean;
  onPick: () => void;
  children: ComponentChildren;
}

function Row({ label, current, unread, onPick, children }: RowProps): JSX.Element {
  return (
    <button
      type="button"
      class={unread ? "teams-row unread" : "teams-row"}
      aria-current={current ? "page" : undefined}
      aria-label={label}
      onClick={onPick}
    >
      {children}
    </button>
  );
}

function Chats({ state }: { state: TeamsState }): JSX.Element {
  const client = useClient();
  const { name } = state.bot;
  const chat = state.personal;
  if (!chat && !state.app.reachable)
    return (
      <div class="list-empty">
        <p>No chats yet. {name} is not installed for you.</p>
        <button type="button" class="button small" onClick={() => void client.act("install", {})}>
          Add {name}
        </button>
      </div>
    );
  const last = chat?.messages.filter((each) => !each.deleted).at(-1);
  const current = client.place.value?.kind === "chat";
  const unread = current ? 0 : (chat?.unread ?? 0);
  return (
    <Row
      label={unread ? `${name}, ${unread} unread` : name}
      current={current}
      unread={unread > 0}
      onPick={() => client.go({ kind: "chat" })}
    >
      <BotFace size={34} />
      <span class="row-label two">
        <span>{name}</span>
        <small>{last ? brief(last.summary || last.html || last.text) || "Card" : "No messages yet"}</small>
      </span>
      {unread > 0 && <span class="badge">{unread}</span>}
    </Row>
  );
}

/** The words of HTML on one line. */
function brief(html: string): string {
  const spaced = html.replace(/<(br|\/p|\/li|\/pre|\/blockquote)\b[^>]*>/gi, " $&");
  return (new DOMParser().parseFromString(spaced, "text/html").body.textContent ?? "").replace(/\s+/g, " ").trim();
}

const DID = { mention: "mentioned you", reply: "replied where you wrote", reaction: "reacted" };

function Activity({ state }: { state: TeamsState }): JSX.Element {
  const all = happenings(state);
  if (all.length === 0)
    return <p class="list-empty">Nothing yet. Mentions of you, answers and reactions to what you write come here.</p>;
  return (
    <>
      {all.map((each) => (
        <HappeningRow key={each.key} happening={each} state={state} />
      ))}
    </>
  );
}

function HappeningRow({ happening, state }: { happening: Happening; state: TeamsState }): JSX.Element {
  const client = useClient();
  const { message, who, kind, reaction } = happening;
  const place = placeOf(message.conversation);
  const channel = state.teams
    .flatMap((each) => each.channels)
    .find((each) => place.kind === "channel" && each.id === place.id);
  const name = client.nameOf(who);
  const what = `${name} ${DID[kind]}${reaction ? ` ${charOf(reaction)}` : ""}`;
  return (
    <Row label={what} current={client.shown.value === message.id} onPick={() => client.goTo(message)}>
      {who === state.bot.short ? <BotFace size={34} /> : <Face user={who} size={34} />}
      <span class="row-label two">
        <span>{what}</span>
        <small>{brief(message.html || message.text) || message.summary || "Card"}</small>
        <small>
          {channel?.name ?? "Chat"} · {ago(happening.at / 1000)}
        </small>
      </span>
    </Row>
  );
}
