/** In whose hand the app is, what can be switched in it, and words that are sent by one pick. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../shell/icons";
import { MenuItem, openPopover } from "../shell/popover";
import type { AppClient } from "./client";
import { useApp } from "./context";

export function AppOptions({ place }: { place?: string }): JSX.Element {
  const client = useApp();
  const { id, words } = client.app;
  const open = (label: string, body: () => ComponentChildren) => (event: MouseEvent) =>
    openPopover(event.currentTarget as Element, label, body, "menu", `of-${id}`);
  const others = client.unread.value - (client.me.value?.unread ?? 0);
  const hand = words.hand(client.me.value?.name || (client.me.value?.hint ?? ""));
  return (
    <div class="phone-tools">
      <button
        type="button"
        class="tool"
        aria-haspopup="menu"
        aria-label={`${hand}. Take another${others ? `, ${others} unread` : ""}`}
        title={hand}
        onClick={open(words.hands, () => (
          <Hands client={client} />
        ))}
      >
        <Icon name="people" />
        {others > 0 && <span class="badge">{others}</span>}
      </button>
      <button
        type="button"
        class="tool"
        aria-haspopup="menu"
        aria-label={words.options}
        title={words.options}
        onClick={open(words.options, () => (
          <Switches client={client} place={place} />
        ))}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

function Hands({ client }: { client: AppClient }): JSX.Element {
  const me = client.me.value;
  return (
    <>
      <p class="menu-title">In the hand of</p>
      {client.state.value?.people.map((each) => (
        <MenuItem key={each.id} hint={each.hint} onPick={() => client.become(each.id)}>
          <span class="menu-person">
            <span>{each.name || each.hint}</span>
            {each.unread > 0 && <span class="badge">{each.unread}</span>}
            {each.id === me?.id && <Icon name="check" size={16} />}
          </span>
        </MenuItem>
      ))}
    </>
  );
}

function Switches({ client, place }: { client: AppClient; place?: string }): JSX.Element {
  const { switches, quick, log } = client.app;
  const set = client.me.value?.switches ?? {};
  const problems = client.state.value?.problems ?? 0;
  return (
    <>
      {switches.map(({ name, icon, on, off, hint }) => (
        <MenuItem
          key={name}
          icon={icon}
          hint={hint(set[name] ?? false)}
          onPick={() => void client.act("switch", { [name]: !set[name] })}
        >
          {set[name] ? on : off}
        </MenuItem>
      ))}
      {place && quick.length > 0 && (
        <>
          <hr />
          <p class="menu-title">Text one word</p>
          {quick.map((word) => (
            <MenuItem key={word} icon="send" onPick={() => void client.act("send", { to: place, text: word })}>
              {word}
            </MenuItem>
          ))}
        </>
      )}
      {log && (
        <>
          <hr />
          <MenuItem icon="alert" onPick={() => window.open(log.url, "_blank", "noopener")}>
            {log.label}
            {problems > 0 ? ` (${problems})` : ""}
          </MenuItem>
        </>
      )}
    </>
  );
}
