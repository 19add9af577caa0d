/** What the customer must know besides the messages: connection lost, chat not available, something refused. */
import { text } from "../strings";
import { useChat, useChatState } from "./context";
import { Icon } from "./icon";

export function ConnectionBanner() {
  const state = useChatState();
  if (state.phase === "blocked") {
    return (
      <div class="banner blocked" role="alert">
        {state.blockedBecause ?? text.unavailable}
      </div>
    );
  }
  if (state.phase === "online" || state.phase === "idle") return null;
  const words = state.phase === "offline" ? text.offline : state.hasBeenOnline ? text.reconnecting : text.connecting;
  return (
    <div class="banner waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      {words}
    </div>
  );
}

export function Notice() {
  const { chat } = useChat();
  const { notice } = useChatState();
  if (notice === null) return null;
  return (
    <div class="toast" role="alert">
      <Icon name="alert" />
      <span>{notice}</span>
      <button type="button" class="icon-button small" aria-label={text.dismiss} onClick={() => chat.dismissNotice()}>
        <Icon name="close" />
      </button>
    </div>
  );
}
