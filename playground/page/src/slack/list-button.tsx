/** Shown only in a narrow window: the way back to the list of channels. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { useClient } from "./context";

export function ListButton(): JSX.Element {
  const client = useClient();
  const waiting = (client.state.value?.channels ?? []).some(
    (each) => each.unread > 0 && each.id !== client.channel.value?.id,
  );
  return (
    <button
      type="button"
      class="tool list-button"
      aria-label={waiting ? "Channels, some unread" : "Channels"}
      aria-expanded={client.listOpen.value}
      onClick={() => (client.listOpen.value = !client.listOpen.value)}
    >
      <Icon name="menu" />
      {waiting && <span class="dot" />}
    </button>
  );
}
