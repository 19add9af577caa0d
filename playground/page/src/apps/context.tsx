/** Which app the parts below belong to. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AppClient } from "./client";

const Context = createContext<AppClient | null>(null);
export const AppProvider = Context.Provider;

export function useApp(): AppClient {
  const client = useContext(Context);
  if (!client) throw new Error("An app's part stands outside of an app.");
  return client;
}
