/**
 * What the widget knows: one immutable State, one Store that tells its listeners when it changes.
 */
import type { FilePart, Person, Settings, Status, WireMessage } from "./wire";

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
  isOpen: boolean;
  isTouch: boolean;
  isMuted: boolean;
  notice: string | null;
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
  };
}

/** Messages of the other side that the customer has not had on screen. */
export function unreadCount(state: State): number {
  return state.entries.filter((entry) => isFromOthers(entry) && entry.seq > state.seenUpTo).length;
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
