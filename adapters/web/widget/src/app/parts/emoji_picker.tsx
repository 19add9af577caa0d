/** A small grid of emoji with search. Arrow keys move, Enter chooses, Esc closes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { EMOJI, findEmoji } from "../emoji";
import { text } from "../strings";

const COLUMNS = 8;

export function EmojiPicker({ choose, close }: { choose: (emoji: string) => void; close: () => void }) {
  const [tab, setTab] = useState(0);
  const [query, setQuery] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const shown = query.trim() ? findEmoji(query) : (EMOJI[tab]?.emoji ?? []);

  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) search.current?.focus();
    const away = (event: Event): void => {
      const target = event.target as Element;
      if (!box.current?.contains(target) && !target.closest(".composer")) close();
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, []);

  const pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
      return;
    }
    const cells = [...(box.current?.querySelectorAll<HTMLElement>(".emoji-grid button") ?? [])];
    const at = cells.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const next = at < 0 ? 0 : at + step;
    if (next < 0) search.current?.focus();
    else cells[Math.min(next, cells.length - 1)]?.focus();
  };

  return (
    <div class="emoji-picker" ref={box} role="dialog" aria-label={text.emoji} onKeyDown={pressed}>
      <input ref={search} type="search" value={query} placeholder={text.emojiSearch} aria-label={text.emojiSearch} onInput={(event) => setQuery(event.currentTarget.value)} />
      {!query.trim() && (
        <div class="emoji-tabs">
          {EMOJI.map((group, i) => (
            <button key={group.icon} type="button" aria-pressed={i === tab} aria-label={group.emoji[0]?.name} onClick={() => setTab(i)}>
              {group.icon}
            </button>
          ))}
        </div>
      )}
      <div class="emoji-grid">
        {shown.map(({ char, name }) => (
          <button key={char} type="button" title={name} aria-label={name} onClick={() => choose(char)}>
            {char}
          </button>
        ))}
        {shown.length === 0 && <p class="emoji-none">{text.emojiNone}</p>}
      </div>
    </div>
  );
}
