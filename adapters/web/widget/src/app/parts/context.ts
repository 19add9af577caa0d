/** Hands the chat and the line to the host page to the parts that need them. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Chat } from "../chat";
import type { Host } from "../host";
import type { State } from "../state";

export interface Services {
  chat: Chat;
  host: Host;
}

export const ChatContext = createContext<Services | null>(null);

export function useChat(): Services {
  const services = useContext(ChatContext);
  if (services === null) throw new Error("useChat outside of ChatContext");
  return services;
}

/** The current state; the part is drawn again when it changes. */
export function useChatState(): State {
  const { store } = useChat().chat;
  const [state, setState] = useState(store.state);
  useEffect(() => {
    setState(store.state);
    return store.subscribe(() => setState(store.state));
  }, [store]);
  return state;
}
