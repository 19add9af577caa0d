/** Which Slack window the components below stand in. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SlackClient } from "./client";

export const ClientContext = createContext<SlackClient | null>(null);

export function useClient(): SlackClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error("A Slack component stands outside of a Slack window.");
  return client;
}
