/** What makes one customer's app different from the others: its words, its calls, what can be switched in it. */
import type { IconName } from "../shell/icons";
import type { Json } from "../sim";
import type { AppState } from "./types";

export interface App {
  id: "phone" | "messenger" | "whatsapp";
  /** The head of its list. */
  title: string;
  words: Words;
  /** The names of its calls' fields; "" where there is one place only. */
  fields: { who: string; where: string };
  /** The refusal that says that nobody is there any more. */
  gone: string;
  accepts: string;
  read: (state: Json) => AppState;
  reads: (place: string) => Json;
  switches: Switch[];
  /** Switches that keep anything from being written, or from arriving. */
  stops: Stop[];
  /** Words that can be sent by one pick. */
  quick: string[];
  log?: { label: string; url: string };
  /** Whether messages can be answered, reacted to and deleted one by one. */
  rich: boolean;
  /** Whether *bold* and the like are drawn. */
  marks: boolean;
  steps: Record<"sent" | "delivered" | "read", string>;
  /** Whether the steps are drawn as ticks at each message, or as a word below the latest. */
  ticks: boolean;
}

export interface Words {
  all: string;
  with: string;
  row: string;
  box: string;
  send: string;
  attach: string;
  log: string;
  newer: string;
  empty: string;
  deaf: string;
  waiting: string;
  hands: string;
  hand: (name: string) => string;
  options: string;
}

export interface Switch {
  name: string;
  icon: IconName;
  on: string;
  off: string;
  hint: (on: boolean) => string;
}

export interface Stop {
  name: string;
  words: string;
  button: string;
  /** Nothing can be written meanwhile. */
  mute: boolean;
}
