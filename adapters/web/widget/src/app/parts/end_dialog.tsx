/** Asks before the chat is ended. A native dialog: it keeps the focus inside and closes on Esc. */
import { useEffect, useRef } from "preact/hooks";
import { text } from "../strings";
import { useChat } from "./context";

export function EndDialog({ close }: { close: () => void }) {
  const { chat } = useChat();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const end = (): void => {
    close();
    chat.end();
  };
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="end-title" aria-describedby="end-words" onClose={close}>
      <h2 id="end-title">{text.endQuestion}</h2>
      <p id="end-words">{text.endExplanation}</p>
      <div class="confirm-buttons">
        <button type="button" class="plain" onClick={close}>
          {text.keepChatting}
        </button>
        <button type="button" class="primary danger" onClick={end}>
          {text.endChat}
        </button>
      </div>
    </dialog>
  );
}
