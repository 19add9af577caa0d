/**
 * Applies one numbered event to what is known of the conversation. Pure.
 *
 * Rules: an event that was applied already changes nothing; once live, a jump in the numbers is a gap and is not
 * applied (the caller asks for a replay); an edited or deleted message shows its current state only.
 */
import { type Entry, freshConversation, type State, type StatusEntry } from "./state";
import type { EventFrame, Person, WireMessage } from "./wire";

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
    case "status": {
      const { seq, at, status, text, agent: person } = event;
      const entry = withLeaving(state.entries, { kind: "status", seq, at, status, text, person });
      return {
        status: event.status,
        person: entry.person ?? (event.status === "active" && entry.text !== "" ? state.person : null),
        isEnding: event.status === "ended" ? false : state.isEnding,
        typing: event.status === "active" ? state.typing : null,
        line: event.status === "waiting" ? state.line : null,
        ...(event.status !== "ended" && { survey: null, transcript: null, rating: null }),
        entries: [...state.entries, entry],
      };
    }
    default:
      return {};
  }
}

/**
 * A leaving comes with empty words and who has the chat now. Lines of former versions tell of it like of a joining: of
 * whoever is here already it can only be a leaving.
 */
function withLeaving(entries: readonly Entry[], entry: StatusEntry): StatusEntry {
  if (entry.status !== "active" || entry.text !== null || entry.person === null) return entry;
  const here = present(entries);
  if (!here.delete(entry.person.name)) return entry;
  return { ...entry, text: "", person: [...here.values()].at(-1) ?? null };
}

/** Who is surely here, by name: whoever came since the chat last waited, or since somebody left. */
function present(entries: readonly Entry[]): Map<string, Person> {
  const here = new Map<string, Person>();
  for (const entry of entries) {
    if (entry.kind !== "status") continue;
    if (entry.status !== "active" || entry.text === "") here.clear();
    if (entry.status === "active" && entry.person) here.set(entry.person.name, entry.person);
  }
  return here;
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
