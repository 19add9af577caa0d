/**
 * Applies one numbered event to what is known of the conversation. Pure.
 *
 * Rules: an event that was applied already changes nothing; once live, a jump in the numbers is a gap and is not
 * applied (the caller asks for a replay); an edited or deleted message shows its current state only.
 */
import { type Entry, freshConversation, type State } from "./state";
import type { EventFrame, WireMessage } from "./wire";

export type Applied = { change: Partial<State> | null; gap: boolean };

const NOTHING: Applied = { change: null, gap: false };

export function applyEvent(state: State, event: EventFrame): Applied {
  const isOther = event.conversation !== undefined && state.conversation !== null && event.conversation !== state.conversation;
  const base: State = isOther ? { ...state, ...freshConversation() } : state;
  if (event.seq <= base.seq) return NOTHING;
  if (base.isLive && event.seq > base.seq + 1) return { change: null, gap: true };
  const change: Partial<State> = { ...(isOther && freshConversation()), isLive: state.isLive, seq: event.seq };
  if (event.conversation !== undefined) change.conversation = event.conversation;
  return { change: { ...change, ...byKind(base, event) }, gap: false };
}

function byKind(state: State, event: EventFrame): Partial<State> {
  switch (event.kind) {
    case "message":
      return arrived(state, event.message, { kind: "message", seq: event.seq, at: event.at, message: event.message });
    case "edited":
    case "deleted":
      return { entries: state.entries.map((entry) => replaced(entry, event.message)) };
    case "status":
      return {
        status: event.status,
        person: event.agent ?? (event.status === "active" ? state.person : null),
        isEnding: event.status === "ended" ? false : state.isEnding,
        typing: event.status === "active" ? state.typing : null,
        line: event.status === "waiting" ? state.line : null,
        ...(event.status !== "ended" && { survey: null, transcript: null, rating: null }),
        entries: [...state.entries, { kind: "status", seq: event.seq, at: event.at, status: event.status, text: event.text, person: event.agent }],
      };
    default:
      return {};
  }
}

function arrived(state: State, message: WireMessage, entry: Entry): Partial<State> {
  return {
    // A chat that a bot takes begins with a message, not with a turn.
    ...(state.status === "none" && { status: "waiting" as const }),
    entries: [...state.entries, entry],
    pending: message.client_id ? state.pending.filter((item) => item.id !== message.client_id) : state.pending,
    typing: message.from === "customer" ? state.typing : null,
  };
}

function replaced(entry: Entry, message: WireMessage): Entry {
  return entry.kind === "message" && entry.message.id === message.id ? { ...entry, message } : entry;
}
