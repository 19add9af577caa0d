/** Below a thread: what keeps messages from arriving, what is answered, and the box to write. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Draft } from "../blocks/draft";
import { Icon } from "../shell/icons";
import { inOneLine } from "./client";
import { useApp } from "./context";
import { useDraft } from "./draft";

const TALLEST_PX = 132;

export function Foot({ place }: { place: string }): JSX.Element {
  const client = useApp();
  const set = client.me.value?.switches ?? {};
  const stops = client.app.stops.filter((each) => set[each.name]);
  const end = (name: string): void => void client.act("switch", { [name]: false });
  const mute = stops.find((each) => each.mute);
  if (mute) return <Note words={mute.words} button={mute.button} onPick={() => end(mute.name)} />;
  return (
    <div class="phone-foot">
      {stops.map((each) => (
        <Note key={each.name} words={each.words} button={each.button} onPick={() => end(each.name)} />
      ))}
      {client.thread.value?.stopped && (
        <Note
          words="You have opted out: no texts come from here any more."
          button="Text START"
          onPick={() => void client.act("send", { to: place, text: "START" })}
        />
      )}
      <Answering />
      <Composer key={`${client.who.value}/${place}`} place={place} />
    </div>
  );
}

function Answering(): JSX.Element | null {
  const client = useApp();
  const item = client.answering.value;
  if (!item) return null;
  return (
    <div class="app-answering">
      <Icon name="thread" size={15} />
      <span>{inOneLine(item)}</span>
      <button
        type="button"
        class="side-button"
        aria-label="Answer nothing"
        onClick={() => (client.answering.value = null)}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

function Note(props: { words: string; button: string; onPick: () => void }): JSX.Element {
  return (
    <div class="phone-note" role="status">
      <span>{props.words}</span>
      <button type="button" class="button small" onClick={props.onPick}>
        {props.button}
      </button>
    </div>
  );
}

function Composer({ place }: { place: string }): JSX.Element {
  const { words } = useApp().app;
  const draft = useDraft(place);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, TALLEST_PX)}px`;
  }, [draft.text]);
  const send = (): void => void draft.send().then((sent) => (sent ? box.current?.focus() : undefined));
  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const take = (event: Event, list: FileList | null | undefined): void => {
    if (!list?.length) return;
    event.preventDefault();
    void draft.attach(list);
  };
  return (
    <>
      {draft.refusal && <Refusal draft={draft} />}
      <Pictures draft={draft} />
      <div
        class="phone-composer"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => take(event, event.dataTransfer?.files)}
      >
        <AttachButton draft={draft} />
        <textarea
          ref={box}
          rows={1}
          value={draft.text}
          placeholder={words.box}
          aria-label={words.box}
          onInput={(event) => draft.write(event.currentTarget.value)}
          onKeyDown={keys}
          onPaste={(event) => take(event, event.clipboardData?.files)}
        />
        <button
          type="button"
          class="phone-send"
          aria-label={words.send}
          title={words.send}
          disabled={draft.empty || draft.busy}
          aria-busy={draft.busy}
          onClick={send}
        >
          {draft.busy ? <span class="spinner" aria-hidden="true" /> : <Icon name="up" />}
        </button>
      </div>
    </>
  );
}

function AttachButton({ draft }: { draft: Draft }): JSX.Element {
  const { words, accepts } = useApp().app;
  const attach = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    void draft.attach(input.files);
    input.value = "";
  };
  return (
    <label class="tool" title={words.attach}>
      <Icon name="plus" />
      <input type="file" multiple accept={accepts} aria-label={words.attach} onChange={attach} />
    </label>
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

function Pictures({ draft }: { draft: Draft }): JSX.Element | null {
  if (draft.files.length === 0) return null;
  return (
    <ul class="chips phone-pictures">
      {draft.files.map((file, at) => (
        <li key={at} class="chip">
          {file.mimetype.startsWith("image/") ? (
            <img src={`data:${file.mimetype};base64,${file.base64}`} alt="" />
          ) : (
            <Icon name="file" size={14} />
          )}
          <span>{file.name}</span>
          <button type="button" aria-label={`Remove ${file.name}`} onClick={() => draft.remove(file)}>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
