/** Where one writes: Enter sends, slash commands are hinted, files are attached, and a refusal stays in sight with the text kept. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { readFile } from "../blocks/files";
import { Icon } from "../shell/icons";
import { MenuItem } from "../shell/popover";
import { emojiChar } from "../blocks/emoji";
import type { NewFile } from "./client";
import { encode } from "./compose";
import { openMenu, useClient } from "./context";
import { EmojiPicker } from "./emoji-picker";
import { Hints, hintsFor } from "./hints";

interface Props { channel: string; thread?: string; placeholder: string; canBroadcast?: string }
const MOST_ROWS_PX = 200;

export function Composer({ channel, thread, placeholder, canBroadcast }: Props): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [files, setFiles] = useState<NewFile[]>([]);
  const [broadcast, setBroadcast] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, MOST_ROWS_PX)}px`;
  }, [text]);
  useEffect(() => {
    if (thread) box.current?.focus();
  }, [thread]);
  const hints = state && hidden !== text ? hintsFor(text, state) : [];
  const empty = !text.trim() && files.length === 0;

  const take = (hint: string): void => {
    setText(hint);
    box.current?.focus();
  };
  const attach = async (list: FileList | File[] | null | undefined): Promise<void> => {
    const added = await Promise.all([...(list ?? [])].map(readFile)).catch((problem: Error) => void setRefusal(problem.message));
    if (added) setFiles((before) => [...before, ...added]);
  };
  const send = async (): Promise<void> => {
    if (busy || empty || !state) return;
    setBusy(true);
    setRefusal("");
    const command = text.startsWith("/");
    try {
      await client.attempt("post", { channel, text: command ? text.trim() : encode(text.trim(), state), thread_ts: thread, broadcast: thread ? broadcast : undefined, files });
      setText("");
      setFiles([]);
      setBroadcast(false);
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
    }
    setBusy(false);
    box.current?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (hints.length && step) setAt((at + step + hints.length) % hints.length);
    else if (hints.length && (event.key === "Tab" || (event.key === "Enter" && hints[at]?.insert.trim() !== text.trim()))) take(hints[at]?.insert ?? text);
    else if (hints.length && event.key === "Escape") {
      event.stopPropagation();
      setHidden(text);
    } else if (event.key === "Enter" && !event.shiftKey) void send();
    else return;
    event.preventDefault();
  };
  const insertEmoji = (name: string): void => take(`${text}${text && !/\s$/.test(text) ? " " : ""}${emojiChar(name) ?? `:${name}:`} `);

  return (
    <div class="composer-wrap">
      {refusal && (
        <div class="refusal" role="alert">
          <Icon name="alert" size={16} />
          <span><small>Slackbot · Only visible to you</small>{refusal}</span>
          <button type="button" class="side-button" aria-label="Dismiss" onClick={() => setRefusal("")}><Icon name="close" size={14} /></button>
        </div>
      )}
      {hints.length > 0 && <Hints hints={hints} at={at} onPick={take} thread={Boolean(thread)} />}
      <div
        class="composer"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => { event.preventDefault(); void attach(event.dataTransfer?.files); }}
      >
        <textarea
          ref={box} rows={1} value={text} placeholder={placeholder} aria-label={placeholder}
          onInput={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={keys}
          onPaste={(event) => { if (event.clipboardData?.files.length) { event.preventDefault(); void attach(event.clipboardData.files); } }}
        />
        {files.length > 0 && (
          <ul class="chips">
            {files.map((file) => (
              <li key={file.name} class="chip">
                <Icon name="file" size={14} /><span>{file.name}</span>
                <button type="button" aria-label={`Remove ${file.name}`} onClick={() => setFiles(files.filter((each) => each !== file))}><Icon name="close" size={14} /></button>
              </li>
            ))}
          </ul>
        )}
        <div class="composer-bar">
          <label class="tool" title="Attach files"><Icon name="clip" /><input type="file" multiple aria-label="Attach files" onChange={(event) => { void attach(event.currentTarget.files).then(() => undefined); event.currentTarget.value = ""; }} /></label>
          <button type="button" class="tool" aria-label="Emoji" title="Emoji" onClick={(event) => openMenu(client, event.currentTarget, "Emoji", () => <EmojiPicker onPick={insertEmoji} />, "dialog")}><Icon name="smile" /></button>
          <button type="button" class="tool" aria-label="Shortcuts" title="Shortcuts" aria-haspopup="menu" onClick={(event) => openMenu(client, event.currentTarget, "Shortcuts", () => <Shortcuts onCommand={take} thread={Boolean(thread)} />)}><Icon name="bolt" /></button>
          {canBroadcast && <label class="choice broadcast-choice"><input type="checkbox" checked={broadcast} onChange={() => setBroadcast(!broadcast)} /><span>Also send to {canBroadcast}</span></label>}
          <button type="button" class="send" aria-label="Send" title="Send" disabled={empty || busy} aria-busy={busy} onClick={() => void send()}><Icon name="send" /></button>
        </div>
      </div>
    </div>
  );
}

/** The app's global shortcuts, and its slash commands where Slack has them. */
function Shortcuts({ onCommand, thread }: { onCommand: (text: string) => void; thread: boolean }): JSX.Element {
  const client = useClient();
  const app = client.state.value?.app;
  const global = app?.shortcuts.filter((each) => each.type === "global") ?? [];
  const commands = thread ? [] : (app?.commands ?? []);
  return (
    <>
      <p class="menu-title">{app?.name ?? "App"}</p>
      {global.map((each) => <MenuItem key={each.callback_id} icon="bolt" hint={each.description} onPick={() => void client.act("shortcut", { callback_id: each.callback_id })}>{each.name}</MenuItem>)}
      {commands.map((each) => <MenuItem key={each.command} hint={each.description} onPick={() => onCommand(`${each.command} `)}>{each.command}</MenuItem>)}
      {global.length + commands.length === 0 && <p class="unknown">{thread ? "No shortcuts. Slash commands do not work in threads." : "The app has no shortcuts or commands yet."}</p>}
    </>
  );
}
