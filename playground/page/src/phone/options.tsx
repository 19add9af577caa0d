/** Whose phone one holds, and what can be switched on it: power, the carrier's filter, link previews; STOP, START and HELP. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../shell/icons";
import { MenuItem, openPopover } from "../shell/popover";
import { handset } from "./client";
import { written } from "./number";

export function PhoneOptions({ number }: { number?: string }): JSX.Element {
  const open = (label: string, body: () => ComponentChildren) => (event: MouseEvent) =>
    openPopover(event.currentTarget as Element, label, body, "menu", "of-phone");
  const others = handset.unread.value - (handset.me.value?.unread ?? 0);
  const name = handset.me.value?.name || written(handset.me.value?.number ?? "");
  return (
    <div class="phone-tools">
      <button
        type="button"
        class="tool"
        aria-haspopup="menu"
        aria-label={`${name}’s phone. Take another${others ? `, ${others} unread` : ""}`}
        title={`${name}’s phone`}
        onClick={open("Phones", () => (
          <Phones />
        ))}
      >
        <Icon name="people" />
        {others > 0 && <span class="badge">{others}</span>}
      </button>
      <button
        type="button"
        class="tool"
        aria-haspopup="menu"
        aria-label="Phone options"
        title="Phone options"
        onClick={open("Phone options", () => (
          <Switches number={number} />
        ))}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

function Phones(): JSX.Element {
  const me = handset.me.value;
  return (
    <>
      <p class="menu-title">In the hand of</p>
      {handset.state.value?.phones.map((each) => (
        <MenuItem key={each.number} hint={written(each.number)} onPick={() => handset.become(each.number)}>
          <span class="menu-person">
            <span>{each.name || written(each.number)}</span>
            {each.unread > 0 && <span class="badge">{each.unread}</span>}
            {each.number === me?.number && <Icon name="check" size={16} />}
          </span>
        </MenuItem>
      ))}
    </>
  );
}

function Switches({ number }: { number?: string }): JSX.Element {
  const me = handset.me.value;
  const turn = (name: "off" | "filtered" | "previews"): void => void handset.act("switch", { [name]: !me?.[name] });
  const problems = handset.state.value?.problems ?? 0;
  const say = (text: string): void => void handset.act("send", { to: number, text });
  return (
    <>
      <MenuItem
        icon="power"
        hint={me?.off ? "Texts arrive again" : "What is sent to it is undelivered (30003)"}
        onPick={() => turn("off")}
      >
        {me?.off ? "Switch the phone on" : "Switch the phone off"}
      </MenuItem>
      <MenuItem
        icon="out"
        hint={me?.filtered ? "Texts arrive again" : "What is sent to it is undelivered (30007)"}
        onPick={() => turn("filtered")}
      >
        {me?.filtered ? "Let the carrier pass texts" : "Let the carrier filter texts"}
      </MenuItem>
      <MenuItem icon="link" hint="The phone opens a link before you do" onPick={() => turn("previews")}>
        {me?.previews ? "Show no link previews" : "Show link previews"}
      </MenuItem>
      {number && (
        <>
          <hr />
          <p class="menu-title">Text one word</p>
          {["STOP", "START", "HELP"].map((word) => (
            <MenuItem key={word} icon="send" onPick={() => say(word)}>
              {word}
            </MenuItem>
          ))}
        </>
      )}
      <hr />
      <MenuItem icon="alert" onPick={() => window.open("/twilio/console/errors", "_blank", "noopener")}>
        Twilio’s error log{problems > 0 ? ` (${problems})` : ""}
      </MenuItem>
    </>
  );
}
