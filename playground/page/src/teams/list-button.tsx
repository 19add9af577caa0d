/** In a narrow window: the way back from what is open to the list. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import { useClient } from "./context";

export function BackButton(): JSX.Element {
  const client = useClient();
  return (
    <button
      type="button"
      class="tool back-button"
      aria-label="Back to the list"
      onClick={() => (client.listOpen.value = true)}
    >
      <Icon name="left" />
    </button>
  );
}
