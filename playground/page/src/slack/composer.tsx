/** Where one writes: Enter sends, slash commands and names are hinted, files are attached, a refusal stays in sight. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { emojiChar } from "../blocks/emoji";
import { Icon } from "../shell/icons";
import { openMenu, useClient } from "./context";
import { useDraft, type Draft } from "./draft";
import { EmojiPicker } from "./emoji-picker";
import { Hints, hintsFor } from "./hints";
import { Shortcuts } from "./shortcuts";

interface Props {
  channel: string;
  thread?: string;
  placeholder: string;
  canBroadcast?: string;
}
const TALLEST_PX = 200;

export function Composer({ channel, thread, placeholder, canBroadcast }: Props): JSX.Element {
  const draft = useDraft(channel, thread);
  const box = useRef<HTMLTextAreaElement>(null);
  const hints = useHints(draft);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, TALLEST_PX)}px`;
  }, [draft.text]);
  useEffect(() => {
    if (thread) box.current?.focus();
  }, [thread]);
  const take = (text: string): void => {
    draft.write(text);
    box.current?.focus();
  };
  const send = (): void => void draft.send().then(() => box.current?.focus());
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (hints.key(event, take)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void draft.attach(event.dataTransfer?.files);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    void draft.attach(event.clipboardData.files);
  };
  return (
    <div class="composer-wrap">
      {draft.refusal && <Refusal draft={draft} />}
      {hints.all.length > 0 && <Hints hints={hints.all} at={hints.at} onPick={take} thread={Boolean(thread)} />}
      <div class="composer" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <textarea
          ref={box}
          rows={1}
          value={draft.text}
          placeholder={placeholder}
          aria-label={placeholder}
          onInput={(event) => draft.write(event.currentTarget.value)}
          onKeyDown={keys}
          onPaste={paste}
        />
        <Attached draft={draft} />
        <Bar draft={draft} take={take} send={send} thread={Boolean(thread)} canBroadcast={canBroadcast} />
      </div>
    </div>
  );
}

/** The suggestions for what stands in the box, and the keys that move through them; Escape puts them away until the text changes. */
function useHints(draft: Draft) {
  const state = useClient().state.value;
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  const all = state && hidden !== draft.text ? hintsFor(draft.text, state) : [];
  const current = Math.min(at, all.length - 1);
  const key = (event: KeyboardEvent, take: (text: string) => void): boolean => {
    if (all.length === 0) return false;
    const chosen = all[current];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + all.length) % all.length);
    else if (event.key === "Escape") {
      event.stopPropagation();
      setHidden(draft.text);
    } else if (chosen && (event.key === "Tab" || (event.key === "Enter" && chosen.insert.trim() !== draft.text.trim())))
      take(chosen.insert);
    else return false;
    return true;
  };
  return { all, at: current, key };
}

function Refusal({ draft }: { draft: Draft }): JSX.Element {
  return (
    <div class="refusal" role="alert">
      <Icon name="alert" size={16} />
      <span>
        <small>Slackbot · Only visible to you</small>
        {draft.refusal}
      </span>
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
  thread: boolean;
  canBroadcast?: string;
}

function Bar({ draft, take, send, thread, canBroadcast }: BarProps): JSX.Element {
  const client = useClient();
  const insert = (name: string): void =>
    take(`${draft.text}${draft.text && !/\s$/.test(draft.text) ? " " : ""}${emojiChar(name) ?? `:${name}:`} `);
  const emoji = (event: MouseEvent): void =>
    openMenu(client, event.currentTarget as Element, "Emoji", () => <EmojiPicker onPick={insert} />, "dialog");
  const shortcuts = (event: MouseEvent): void =>
    openMenu(client, event.currentTarget as Element, "Shortcuts", () => <Shortcuts onCommand={take} thread={thread} />);
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
        aria-label="Shortcuts"
        title="Shortcuts"
        aria-haspopup="menu"
        onClick={shortcuts}
      >
        <Icon name="bolt" />
      </button>
      {canBroadcast && (
        <label class="choice broadcast-choice">
          <input type="checkbox" checked={draft.broadcast} onChange={() => draft.setBroadcast(!draft.broadcast)} />
          <span>Also send to {canBroadcast}</span>
        </label>
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
        <Icon name="send" />
      </button>
    </div>
  );
}
