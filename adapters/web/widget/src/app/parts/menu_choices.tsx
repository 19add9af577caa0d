/**
 * The answers of a menu as buttons.
 *
 * Rules: it is chosen from once; what was chosen stays to be seen; a menu of an ended chat can be read, not used.
 */
import type { Menu } from "../rows";
import { text } from "../strings";
import { useChat, useChatState } from "./context";
import { Icon } from "./icon";

export function MenuChoices({ message, menu }: { message: string; menu: Menu }) {
  const { chat } = useChat();
  const { status } = useChatState();
  const canChoose = menu.chosen === null && (status === "waiting" || status === "active");
  return (
    <div class={`choices ${menu.chosen === null ? "" : "answered"}`} role="group" aria-label={text.chooseOne}>
      {menu.options.map((words, i) => {
        const isChosen = words === menu.chosen;
        return (
          <button key={words} type="button" class={`choice ${isChosen ? "chosen" : ""}`} dir="auto" disabled={!canChoose} aria-label={isChosen ? text.chosen(words) : undefined} onClick={() => chat.choose(message, i, words)}>
            <span>{words}</span>
            {isChosen && <Icon name="tick" />}
          </button>
        );
      })}
    </div>
  );
}
