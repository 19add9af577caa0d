/** Finding one's way in what Teams shows: where a conversation is, what was unread, who wrote in a chain, what happened to oneself. */
import type { Place } from "./client";
import type { Chain, Message, TeamsState } from "./types";

/** The place of a conversation: its channel without the chain, or the chat with the bot. */
export function placeOf(conversation: string): Place {
  return conversation.startsWith("19:")
    ? { kind: "channel", id: conversation.split(";")[0] ?? conversation }
    : { kind: "chat" };
}

/** The first unread message of each chain. */
export function unreadFrom(chains: Chain[], user: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const chain of chains) {
    const others = chain.messages.filter((each) => each.sender !== user && !each.deleted);
    const first = chain.unread > 0 ? others.at(-chain.unread) : undefined;
    if (first) found.set(chain.conversation, first.id);
  }
  return found;
}

export interface Happening {
  key: string;
  kind: "mention" | "reply" | "reaction";
  message: Message;
  who: string;
  at: number;
  reaction?: string;
}
const MOST = 50;

/** What the activity feed lists: mentions of oneself, answers where one wrote, reactions to one's words. Chats have their own list. */
export function happenings(state: TeamsState): Happening[] {
  const chains = state.teams.flatMap((team) => team.channels.flatMap((each) => each.chains));
  const found = [...chains, ...(state.personal ? [state.personal] : [])].flatMap((chain) => inChain(chain, state));
  return found.sort((a, b) => b.at - a.at).slice(0, MOST);
}

function inChain(chain: Chain, state: TeamsState): Happening[] {
  const mine = chain.messages.some((each) => each.sender === state.me);
  return chain.messages.flatMap((message, index): Happening[] => {
    if (message.deleted) return [];
    const at = Date.parse(message.at);
    if (message.sender === state.me)
      return message.reactions.flatMap((each) =>
        each.users
          .filter((user) => user !== state.me)
          .map((who) => ({
            key: `${message.id}/${each.type}/${who}`,
            kind: "reaction" as const,
            message,
            who,
            at,
            reaction: each.type,
          })),
      );
    const kind = message.mentions_me ? "mention" : mine && chain.root !== null && index > 0 ? "reply" : null;
    return kind ? [{ key: message.id, kind, message, who: message.sender, at }] : [];
  });
}
