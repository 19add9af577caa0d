/** What stands above the messages while nobody is in the chat: the place in the line, or that nobody is there. */
import { useChatState } from "./context";
import { botInCharge } from "../state";
import { text } from "../strings";
import { spanOf, whenOf } from "../times";
import { Icon } from "./icon";

export function PlaceInLine() {
  const { status, line } = useChatState();
  if (status !== "waiting" || line === null) return null;
  return (
    <div class="strip" role="status">
      <Icon name="queue" />
      <span>
        {text.placeInLine(line.position)}
        {line.wait !== null && <span class="strip-soft"> · {text.waitAbout(spanOf(line.wait))}</span>}
      </span>
    </div>
  );
}

export function ClosedNow() {
  const state = useChatState();
  const { status, settings } = state;
  const hours = settings.hours;
  if (!hours || hours.open || status === "active" || status === "ended") return null;
  const back = hours.opens_at === null ? "" : text.opensAt(whenOf(hours.opens_at));
  const words = status === "none" || botInCharge(state) !== null ? hours.text || text.closedNow : text.requestLeft;
  return (
    <div class="strip closed" role="status">
      <Icon name="clock" />
      <span dir="auto">
        {words}
        {back && (
          <span class="strip-soft"> · {back}</span>
        )}
      </span>
    </div>
  );
}
