/** Which Teams window the components below stand in. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { openPopover } from "../shell/popover";
import type { TeamsClient } from "./client";

export const ClientContext = createContext<TeamsClient | null>(null);

export function useClient(): TeamsClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error("A Teams component stands outside of a Teams window.");
  return client;
}

/** Open a menu that belongs to this Teams window: the popover layer stands outside of it. */
export function openMenu(
  client: TeamsClient,
  anchor: Element,
  label: string,
  body: () => ComponentChildren,
  role?: "menu" | "dialog",
): void {
  const inside = (): ComponentChildren => <ClientContext.Provider value={client}>{body()}</ClientContext.Provider>;
  openPopover(anchor, label, inside, role, "of-teams");
}
