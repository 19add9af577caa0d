/** Starting over: asks first, because every message goes. */
import type { JSX } from "preact";
import { revision } from "../live";
import { sim } from "../sim";
import { Icon } from "./icons";
import { closePopover, openPopover } from "./popover";

async function reset(): Promise<void> {
  closePopover(true);
  await sim("reset", {}).catch(() => undefined);
  revision.value += 1;
}

function Ask(): JSX.Element {
  return (
    <div class="ask">
      <strong>Start over?</strong>
      <p>Every message, file and fault of the playground goes. The bridge keeps what it has stored.</p>
      <div class="ask-buttons">
        <button type="button" class="button small" data-focus onClick={() => closePopover(true)}>
          Cancel
        </button>
        <button type="button" class="button small danger" onClick={() => void reset()}>
          Start over
        </button>
      </div>
    </div>
  );
}

export function ResetButton(): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      aria-label="Start over"
      title="Start over"
      aria-haspopup="dialog"
      onClick={(event) => openPopover(event.currentTarget, "Start over", () => <Ask />, "dialog")}
    >
      <Icon name="restart" />
    </button>
  );
}
