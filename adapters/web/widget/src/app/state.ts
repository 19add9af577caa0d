/**
 * What the widget knows: one immutable State, one Store that tells its listeners when it changes.
 */
import type { FilePart, Person, Settings, Status, Survey, WireMessage } from "./wire";

export interface MessageEntry {
  kind: "message";
  seq: number;
  at: string;
  message: WireMessage;
}

export interface StatusEntry {
  kind: "status";
  seq: number;
  at: string;
  status: Status;
  text: string | null;
  person: Person | null;
}

export type Entry = MessageEntry | StatusEntry;

/** sending: not acknowledged yet · stored: the bridge has it, its event is still to come · failed: a person must act. */
export type Mark = "sending" | "stored" | "failed";

export interface Pending {
  id: string;
  text: string;
  files: FilePart[];
  at: string;
  mark: Mark;
  reason: string | null;
  /** Of what was chosen from a menu: which menu, and which choice of it. */
  pick?: { message: string; choice: number };
}

/** Something that was sent and has not been answered yet, or what was wrong with it. */
export interface Asked {
  isSending: boolean;
  message: string | null;
  fields: Record<string, string>;
}

export type Phase = "idle" | "connecting" | "online" | "offline" | "blocked";

export interface State {
  phase: Phase;
  blockedBecause: string | null;
  hasBeenOnline: boolean;
  settings: Settings;
  conversation: string | null;
  status: Status;
  seq: number;
  isLive: boolean;
  entries: readonly Entry[];
  pending: readonly Pending[];
  person: Person | null;
  typing: string | null;
  readUpTo: number;
  seenUpTo: number;
  isEnding: boolean;
  /** The place in the line of those who wait, and how many seconds it may take. */
  line: { position: number; wait: number | null } | null;
  survey: Survey | null;
  transcript: string | null;
  /** The form that is being left. */
  form: Asked | null;
  /** The rating that is being sent. */
  rating: Asked | null;
  isOpen: boolean;
  isTouch: boolean;
  isMuted: boolean;
  notice: string | null;
  /** Grows when somebody else sits here: what was being written then is not theirs. */
  turn: number;
}

export function initialState(settings: Settings): State {
  return {
    phase: "idle",
    blockedBecause: null,
    hasBeenOnline: false,
    settings,
    ...freshConversation(),
    pending: [],
    isOpen: false,
    isTouch: false,
    isMuted: false,
    notice: null,
    turn: 0,
  };
}

/** The part of the state that belongs to one conversation, as it is before the first event. */
export function freshConversation() {
  return {
    conversation: null as string | null,
    status: "none" as Status,
    seq: 0,
    isLive: false,
    entries: [] as readonly Entry[],
    person: null as Person | null,
    typing: null as string | null,
    readUpTo: 0,
    seenUpTo: 0,
    isEnding: false,
    line: null as { position: number; wait: number | null } | null,
    survey: null as Survey | null,
    transcript: null as string | null,
    form: null as Asked | null,
    rating: null as Asked | null,
  };
}

/** Messages of the other side that the customer has not had on screen. */
export function unreadCount(state: State): number {
  return state.entries.filter((entry) => isFromOthers(entry) && entry.seq > state.seenUpTo).length;
}

/** The name of the bot that has the chat: it has spoken, and nobody has been asked for yet. */
export function botInCharge(state: State): string | null {
  if (state.status !== "waiting" || state.line !== null) return null;
  const last = state.entries.filter((entry) => entry.kind === "status" || entry.message.from === "bot").at(-1);
  return last?.kind === "message" ? last.message.name : null;
}

export function isFromOthers(entry: Entry): boolean {
  return entry.kind === "message" && !entry.message.deleted && (entry.message.from === "agent" || entry.message.from === "bot");
}

export class Store {
  private listeners = new Set<() => void>();

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  set(change: Partial<State>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
