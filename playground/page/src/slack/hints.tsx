/** Suggestions over the composer: slash commands at the start of a message, people while an @name is being typed. */
import type { JSX } from "preact";
import type { SlackState } from "./types";

export interface Hint {
  title: string;
  note: string;
  insert: string;
}
const MOST = 8;

export function hintsFor(text: string, state: SlackState): Hint[] {
  if (/^\/\S*$/.test(text)) {
    return state.app.commands
      .filter((each) => each.command.startsWith(text))
      .slice(0, MOST)
      .map((each) => ({
        title: `${each.command} ${each.usage_hint ?? ""}`.trim(),
        note: each.description ?? "",
        insert: `${each.command} `,
      }));
  }
  const name = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text)?.[1];
  if (name === undefined) return [];
  const before = text.slice(0, text.length - name.length);
  return state.users
    .filter(
      (each) =>
        `${each.name} ${each.real_name}`.toLowerCase().includes(name.toLowerCase()) &&
        each.name.toLowerCase() !== name.toLowerCase(),
    )
    .slice(0, MOST)
    .map((each) => ({ title: `@${each.name}`, note: each.real_name, insert: `${before}${each.name} ` }));
}

export function Hints({
  hints,
  at,
  thread,
  onPick,
}: {
  hints: Hint[];
  at: number;
  thread: boolean;
  onPick: (insert: string) => void;
}): JSX.Element {
  const slash = hints[0]?.title.startsWith("/");
  return (
    <div class="hints" role="listbox" aria-label="Suggestions">
      {slash && thread && <p class="unknown">Slash commands do not work in threads.</p>}
      {hints.map((hint, index) => (
        <button
          key={hint.title}
          type="button"
          role="option"
          class="hint"
          tabIndex={-1}
          aria-selected={index === at}
          onClick={() => onPick(hint.insert)}
        >
          <strong>{hint.title}</strong>
          <span>{hint.note}</span>
        </button>
      ))}
    </div>
  );
}
