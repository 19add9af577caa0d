/** Editing one's own message in place: Enter saves, Escape leaves it as it was. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { composed, typed } from "./compose";
import { useClient } from "./context";
import type { Message } from "./types";

export function EditBox({ message }: { message: Message }): JSX.Element {
  const client = useClient();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => typed(message));
  const [busy, setBusy] = useState(false);
  useEffect(() => box.current?.focus(), []);
  const close = (): void => {
    client.editing.value = null;
  };
  const save = async (): Promise<void> => {
    const state = client.state.peek();
    if (busy || !text.trim() || !state) return;
    setBusy(true);
    const { conversation, id } = message;
    if (await client.act("edit", { conversation, id, ...composed(text.trim(), state) })) close();
    setBusy(false);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="edit">
      <textarea
        ref={box}
        class="field"
        aria-label="Edit message"
        rows={2}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <div class="edit-buttons">
        <button type="button" class="button small" onClick={close}>
          Cancel
        </button>
        <button type="button" class="button small primary" disabled={busy || !text.trim()} onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  );
}
