/** How far one's own message has come: ticks at each (WhatsApp), or a word below the latest. */
import type { JSX } from "preact";
import { useApp } from "./context";
import type { Item } from "./types";

export function Steps({ item, latestOfMine }: { item: Item; latestOfMine: boolean }): JSX.Element | null {
  const { app } = useApp();
  if (!item.mine || !item.state || item.removed) return null;
  const word = app.steps[item.state];
  if (!app.ticks) return latestOfMine ? <span class="sms-state">{word}</span> : null;
  return (
    <svg class={`app-ticks ${item.state}`} viewBox="0 0 22 12" width="18" height="10" role="img" aria-label={word}>
      <title>{word}</title>
      <path
        d={item.state === "sent" ? "M6 6.500 9.500 10 17 2" : "M1.500 6.500 5 10 12.500 2M9 8.500l1.500 1.500L18 2"}
      />
    </svg>
  );
}
