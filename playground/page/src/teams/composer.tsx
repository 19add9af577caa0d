/** Where one writes: Enter sends, @names and the app's commands are hinted, files are attached, a refusal stays in sight. */
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Draft } from "../blocks/draft";
import { emojiChar } from "../blocks/emoji";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { EmojiPicker } from "../slack/emoji-picker";
import { hintsFor, type Hint } from "./compose";
import { openMenu, useClient } from "./context";
import { useDraft } from "./draft";

interface Props {
  conversation: string;
  placeholder: string;
  personal?: boolean;
  focus?: boolean;
  onSent?: () => void;
  onLeave?: () => void;
}
const TALLEST_PX = 200;

export function Composer({ conversation, placeholder, personal = false, focus, onSent, onLeave }: Props): JSX.Element {
  const draft = useDraft(conversation);
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const hints = useHints(draft, personal);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, TALLEST_PX)}px`;
  }, [draft.text]);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  const take = (text: string): void => {
    draft.write(text);
    box.current?.focus();
  };
  const send = (): void => void draft.send().then((sent) => (sent ? (onSent?.(), box.current?.focus()) : undefined));
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (hints.key(event, take)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && onLeave && draft.empty) onLeave();
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void draft.attach(event.dataTransfer?.files);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    void draft.attach(event.clipboardData.files, true);
  };
  return (
    <div class="teams-composer">
      {draft.refusal && <Refusal draft={draft} />}
      {hints.all.length > 0 && <Hints id={id} hints={hints.all} at={hints.at} onPick={take} />}
      <div class="composer" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <textarea
          ref={box}
          rows={1}
          value={draft.text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-autocomplete="list"
          aria-controls={hints.all.length ? id : undefined}
          aria-activedescendant={hints.all.length ? `${id}-${hints.at}` : undefined}
          onInput={(event) => draft.write(event.currentTarget.value)}
          onKeyDown={keys}
          onPaste={paste}
        />
        <Attached draft={draft} />
        <Bar draft={draft} take={take} send={send} personal={personal} />
      </div>
    </div>
  );
}

/** The suggestions for what stands in the box, and the keys that move through them; Escape puts them away until the text changes. */
function useHints(draft: Draft, personal: boolean) {
  const client = useClient();
  const state = client.state.value;
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  const members = client.team.value?.members ?? [];
  const people = members.filter((each) => each !== state?.me).map((each) => client.nameOf(each));
  const all = state && hidden !== draft.text ? hintsFor(draft.text, state, people, personal) : [];
  const current = Math.min(at, all.length - 1);
  const key = (event: KeyboardEvent, take: (text: string) => void): boolean => {
    if (all.length === 0) return false;
    const chosen = all[current];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + all.length) % all.length);
    else if (event.key === "Escape") {
      event.stopPropagation();
      setHidden(draft.text);
    } else if (chosen && (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !personal))) {
      setAt(0);
      take(chosen.insert);
    } else return false;
    return true;
  };
  return { all, at: current, key };
}

function Hints(props: { id: string; hints: Hint[]; at: number; onPick: (insert: string) => void }): JSX.Element {
  return (
    <div class="hints" role="listbox" aria-label="Suggestions" id={props.id}>
      {props.hints.map((hint, index) => (
        <button
          key={hint.title}
          id={`${props.id}-${index}`}
          type="button"
          role="option"
          class="hint"
          tabIndex={-1}
          aria-selected={index === props.at}
          onClick={() => props.onPick(hint.insert)}
        >
          <strong>{hint.title}</strong>
          <span>{hint.note}</span>
        </button>
      ))}
    </div>
  );
}

function Refusal({ draft }: { draft: Draft }): JSX.Element {
  return (
    <div class="refusal" role="alert">
      <Icon name="alert" size={16} />
      <span>{draft.refusal}</span>
      <button type="button" class="side-button" aria-label="Dismiss" onClick={draft.dismiss}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

function Attached({ draft }: { draft: Draft }): JSX.Element | null {
  if (draft.files.length === 0) return null;
  return (
    <ul class="chips">
      {draft.files.map((file, at) => (
        <li key={at} class="chip">
          <Icon name="file" size={14} />
          <span>{file.name}</span>
          <button type="button" aria-label={`Remove ${file.name}`} onClick={() => draft.remove(file)}>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface BarProps {
  draft: Draft;
  take: (text: string) => void;
  send: () => void;
  personal: boolean;
}

function Bar({ draft, take, send, personal }: BarProps): JSX.Element {
  const client = useClient();
  const add = (words: string): void => take(`${draft.text}${draft.text && !/\s$/.test(draft.text) ? " " : ""}${words}`);
  const pick = (name: string): void => add(`${emojiChar(name) ?? `:${name}:`} `);
  const emoji = (event: MouseEvent): void =>
    openMenu(client, event.currentTarget as Element, "Emoji", () => <EmojiPicker onPick={pick} />, "dialog");
  const commands = (event: MouseEvent): void =>
    openMenu(client, event.currentTarget as Element, "Commands of the app", () => (
      <Commands personal={personal} onPick={take} />
    ));
  const attach = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    void draft.attach(input.files);
    input.value = "";
  };
  return (
    <div class="composer-bar">
      <label class="tool" title="Attach files">
        <Icon name="clip" />
        <input type="file" multiple aria-label="Attach files" onChange={attach} />
      </label>
      <button type="button" class="tool" aria-label="Emoji" title="Emoji" onClick={emoji}>
        <Icon name="smile" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Commands of the app"
        title="Commands of the app"
        aria-haspopup="menu"
        onClick={commands}
      >
        <Icon name="bolt" />
      </button>
      {!personal && (
        <button type="button" class="tool" aria-label="Mention" title="Mention" onClick={() => add("@")}>
          <Icon name="at" />
        </button>
      )}
      <button
        type="button"
        class="send"
        aria-label="Send"
        title="Send"
        disabled={draft.empty || draft.busy}
        aria-busy={draft.busy}
        onClick={send}
      >
        {draft.busy ? <span class="spinner" aria-hidden="true" /> : <Icon name="send" />}
      </button>
    </div>
  );
}

function Commands({ personal, onPick }: { personal: boolean; onPick: (text: string) => void }): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const all = (state?.app.commands ?? []).filter((each) => each.scopes.includes(personal ? "personal" : "team"));
  const before = personal ? "" : `@${state?.bot.name ?? ""} `;
  return (
    <>
      <p class="menu-title">What {state?.bot.name} can do</p>
      {all.map((each) => (
        <MenuItem key={each.title} icon="bolt" hint={each.description} onPick={() => onPick(`${before}${each.title} `)}>
          {each.title}
        </MenuItem>
      ))}
      {all.length === 0 && <p class="unknown">The app’s manifest lists no commands here.</p>}
    </>
  );
}
