/**
 * The secure form that the customer is asked for, at the foot of the chat, above the composer: the chat goes on beside it.
 *
 * Rules: it takes the focus from nobody; made smaller it keeps what was typed; it goes when the chat says that it was
 * sent, declined, taken back, or has expired.
 */
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { SecureForm } from "../../secure/form";
import { secureWords } from "../../secure/words";
import { WidgetForms } from "../forms";
import { useChat } from "./context";
import { Icon } from "./icon";

export function SecureCard({ id, title }: { id: string; title: string }) {
  const { chat } = useChat();
  const port = useMemo(() => new WidgetForms(chat.sessions, id), [chat, id]);
  const [isFolded, setFolded] = useState(false);
  const [isClosed, setClosed] = useState(false);
  const [name, setName] = useState(title);
  const heading = useId();
  const words = secureWords();
  const box = useRef<HTMLElement>(null);
  // Whoever was in the form when it went goes on writing, and is not lost at the top of the page.
  useLayoutEffect(
    () => () => {
      if (box.current?.contains(document.activeElement)) document.querySelector<HTMLElement>(".composer textarea")?.focus();
    },
    [],
  );
  if (isClosed) return null;
  return (
    <section ref={box} class={`secure ${isFolded ? "folded" : ""}`} aria-labelledby={heading}>
      <header class="secure-head">
        <span class="secure-lock" aria-hidden="true">
          <Icon name="lock" />
        </span>
        <h2 id={heading} dir="auto">
          {name}
        </h2>
        <button type="button" class="icon-button" aria-expanded={!isFolded} aria-label={isFolded ? words.unfold : words.fold} onClick={() => setFolded(!isFolded)}>
          <Icon name="down" />
        </button>
      </header>
      <div class="secure-body" hidden={isFolded}>
        <SecureForm port={port} named={setName} closed={() => setClosed(true)} ends={(how) => how === "declined" && setClosed(true)} />
      </div>
    </section>
  );
}
