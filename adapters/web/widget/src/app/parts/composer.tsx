/**
 * Where the customer writes: growing text field, files by picker, drop and paste, emoji, send.
 *
 * Rules: Enter sends, Shift+Enter is a new line, and a word being composed (Chinese, Japanese, Korean) is never
 * sent by the Enter that confirms it; the draft survives a reload; text over the limit is not sent, nor cut.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { allowSound } from "../sound";
import { forget, recall, remember } from "../storage";
import { text } from "../strings";
import { TEXT_MAX } from "../wire";
import { useChat, useChatState } from "./context";
import { EmojiPicker } from "./emoji_picker";
import { Icon } from "./icon";
import { UploadChip } from "./upload_chip";
import type { UploadList } from "./upload_list";

const COUNT_FROM = 3600;
const TALLEST_PX = 132;

/** Length as the bridge counts it: in characters, not in UTF-16 units. */
function lengthOf(words: string): number {
  return words.length < COUNT_FROM ? words.length : [...words].length;
}

export function Composer({ uploads }: { uploads: UploadList }) {
  const { chat } = useChat();
  const state = useChatState();
  const [draft, setDraft] = useState(() => recall("draft") ?? "");
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const length = lengthOf(draft);
  const ready = uploads.list.flatMap((one) => one.done ?? []);
  const isBusy = uploads.list.some((one) => one.done === null && one.error === null);
  const canSend = (draft.trim() !== "" || ready.length > 0) && !isBusy && length <= TEXT_MAX;

  const write = (words: string): void => {
    setDraft(words);
    if (words === "") forget("draft");
    else remember("draft", words);
    chat.typed(words.trim() !== "");
  };
  const send = (): void => {
    allowSound();
    if (!canSend) return;
    chat.say(draft.trim(), ready);
    uploads.clear();
    write("");
    field.current?.focus();
  };
  const insert = (emoji: string): void => {
    const box = field.current;
    const at = box?.selectionStart ?? draft.length;
    const to = box?.selectionEnd ?? at;
    write(draft.slice(0, at) + emoji + draft.slice(to));
    requestAnimationFrame(() => box?.setSelectionRange(at + emoji.length, at + emoji.length));
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    uploads.add(files);
  };

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, TALLEST_PX)}px`;
    box.style.overflowY = box.scrollHeight > TALLEST_PX ? "auto" : "hidden";
  }, [draft, state.isOpen]);
  useEffect(() => {
    if (state.isOpen && !state.isTouch) field.current?.focus();
  }, [state.isOpen]);

  return (
    <div class="composer">
      {isPicking && <EmojiPicker choose={insert} close={() => (setPicking(false), field.current?.focus())} />}
      {uploads.list.length > 0 && (
        <ul class="uploads">
          {uploads.list.map((one) => (
            <UploadChip key={one.id} upload={one} remove={() => uploads.remove(one.id)} />
          ))}
        </ul>
      )}
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={text.writePlaceholder}
          aria-label={text.writeLabel}
          aria-describedby="count"
          aria-invalid={length > TEXT_MAX}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
        />
        <div class="tools">
          <button type="button" class="icon-button" aria-label={text.attach} onClick={() => picker.current?.click()}>
            <Icon name="attach" />
          </button>
          <button type="button" class="icon-button" aria-label={text.emoji} aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
            <Icon name="smile" />
          </button>
          <Count length={length} isBusy={isBusy} />
          <button type="button" class="send" aria-label={text.send} disabled={!canSend} onClick={send}>
            <Icon name="send" />
          </button>
        </div>
      </div>
      <input
        ref={picker}
        class="sr-only"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        accept={state.settings.attachments.types.join(",")}
        onChange={(event) => {
          uploads.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

function Count({ length, isBusy }: { length: number; isBusy: boolean }) {
  const isOver = length > TEXT_MAX;
  const count = isOver ? text.charactersOver(length - TEXT_MAX) : length > COUNT_FROM ? text.charactersLeft(TEXT_MAX - length) : "";
  return (
    <span id="count" class={`count ${isOver ? "over" : ""}`} role="status">
      {count || (isBusy ? text.waitForFiles : "")}
    </span>
  );
}
