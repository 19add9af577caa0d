/** Below a thread: what keeps texts from arriving, and the box to write. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../shell/icons";
import { handset } from "./client";
import { useDraft, type Draft } from "./draft";

const TALLEST_PX = 132;

export function Foot({ number }: { number: string }): JSX.Element {
  const me = handset.me.value;
  if (me?.off)
    return (
      <Note words="The phone is off. What is sent to it now does not arrive." button="Switch it on" onPick={switchOn} />
    );
  return (
    <div class="phone-foot">
      {me?.filtered && (
        <Note words="The carrier filters what is sent to this phone." button="Let it pass" onPick={unfilter} />
      )}
      {handset.thread.value?.stopped && (
        <Note
          words="You have opted out: no texts come from here any more."
          button="Text START"
          onPick={() => void handset.act("send", { to: number, text: "START" })}
        />
      )}
      <Composer key={`${handset.number.value}/${number}`} number={number} />
    </div>
  );
}

const switchOn = (): void => void handset.act("switch", { off: false });
const unfilter = (): void => void handset.act("switch", { filtered: false });

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

function Composer({ number }: { number: string }): JSX.Element {
  const draft = useDraft(number);
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
          placeholder="Text message"
          aria-label="Text message"
          onInput={(event) => draft.write(event.currentTarget.value)}
          onKeyDown={keys}
          onPaste={(event) => take(event, event.clipboardData?.files)}
        />
        <button
          type="button"
          class="phone-send"
          aria-label="Send"
          title="Send"
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
  const attach = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    void draft.attach(input.files);
    input.value = "";
  };
  return (
    <label class="tool" title="Attach a picture">
      <Icon name="plus" />
      <input
        type="file"
        multiple
        accept="image/*,video/*,audio/*,.pdf,.vcf"
        aria-label="Attach a picture"
        onChange={attach}
      />
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
