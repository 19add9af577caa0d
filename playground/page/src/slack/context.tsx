/** Which Slack window the components below stand in. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { openPopover } from "../shell/popover";
import type { SlackClient } from "./client";

export const ClientContext = createContext<SlackClient | null>(null);

export function useClient(): SlackClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error("A Slack component stands outside of a Slack window.");
  return client;
}

/** Open a menu or picker that belongs to this Slack window: the popover layer stands outside of it. */
export function openMenu(
  client: SlackClient,
  anchor: Element,
  label: string,
  body: () => ComponentChildren,
  role?: "menu" | "dialog",
): void {
  openPopover(anchor, label, () => <ClientContext.Provider value={client}>{body()}</ClientContext.Provider>, role);
}
