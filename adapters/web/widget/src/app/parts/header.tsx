/** Who one is talking to, the options menu, and the way out. */
import { useEffect, useRef, useState } from "preact/hooks";
import { allowSound } from "../sound";
import { botInCharge, type State } from "../state";
import { text } from "../strings";
import { Avatar } from "./avatar";
import { useChat, useChatState } from "./context";
import { Icon } from "./icon";

function subtitle(state: State): string {
  if (state.isEnding) return text.ending;
  const bot = botInCharge(state);
  if (bot !== null) return text.withBot(bot);
  if (state.status === "waiting") return state.settings.hours?.open === false ? "" : text.waiting;
  if (state.status === "ended") return text.ended;
  if (state.status === "active" && state.person) return state.settings.title;
  return "";
}

export function Header({ onEnd }: { onEnd: () => void }) {
  const { host } = useChat();
  const state = useChatState();
  const person = state.status === "active" ? state.person : null;
  const below = subtitle(state);
  return (
    <header class="header">
      {person ? <Avatar name={person.name} picture={person.picture} /> : <span class="logo" aria-hidden="true" />}
      <div class="header-words">
        <h1>{person ? person.name : state.settings.title}</h1>
        {below && <p>{below}</p>}
      </div>
      <Menu onEnd={onEnd} />
      <button type="button" class="icon-button" aria-label={text.closeChat} onClick={() => host.tell({ t: "close" })}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function Menu({ onEnd }: { onEnd: () => void }) {
  const { chat } = useChat();
  const state = useChatState();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const canEnd = (state.status === "waiting" || state.status === "active") && state.phase === "online" && !state.isEnding;

  useEffect(() => {
    if (!isOpen) return undefined;
    const away = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    box.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  }, [isOpen]);

  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      setOpen(false);
      opener.current?.focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const items = [...(box.current?.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)") ?? [])];
      const step = event.key === "ArrowDown" ? 1 : -1;
      items.at((items.indexOf(document.activeElement as HTMLElement) + step) % items.length)?.focus();
    }
  };
  const choose = (action: () => void): void => {
    setOpen(false);
    opener.current?.focus();
    action();
  };
  const toggleSound = (): void => {
    allowSound();
    chat.setMuted(!state.isMuted);
  };

  return (
    <div class="menu-box" ref={box} onKeyDown={pressed}>
      <button type="button" class="icon-button" ref={opener} aria-haspopup="menu" aria-expanded={isOpen} aria-label={text.menu} onClick={() => setOpen(!isOpen)}>
        <Icon name="more" />
      </button>
      {isOpen && (
        <div class="menu" role="menu" aria-label={text.menu}>
          <button type="button" role="menuitem" onClick={() => choose(toggleSound)}>
            <Icon name={state.isMuted ? "sound" : "silent"} />
            {state.isMuted ? text.unmute : text.mute}
          </button>
          <button type="button" role="menuitem" class="danger" disabled={!canEnd} onClick={() => choose(onEnd)}>
            <Icon name="leave" />
            {text.endChat}
          </button>
        </div>
      )}
    </div>
  );
}
