/**
 * The frames between this widget and the bridge, version 1 of the protocol (see adapters/web/README.md).
 *
 * Rule: a frame or kind that is not known here is ignored, so that an older widget lives with a newer bridge.
 */
export const PROTOCOL_VERSION = 1;
export const TEXT_MAX = 4000;

export type Status = "none" | "waiting" | "active" | "ended";

/** Formatting of `text.slice(start, end)`; `href` for links only. */
export interface TextMark {
  kind: "bold" | "italic" | "strike" | "code" | "link";
  start: number;
  end: number;
  href?: string;
}

export interface TextPart {
  kind: "text";
  text: string;
  marks?: TextMark[];
  /** What can be answered by a click. */
  choices?: string[];
  page?: PageOffer;
  form?: FormAsked;
}

/** A secure form that the customer is asked to fill in, and where it stands; what is filled in is never here. */
export interface FormAsked {
  id: string;
  title: string;
  stage: "requested" | "received" | "opened" | "done" | "declined" | "cancelled" | "expired" | "dropped" | "lost";
}

/** A page that the agent offers; `opened` is what the customer decided, null as long as nothing is known. */
export interface PageOffer {
  url: string;
  title: string;
  ask: boolean;
  opened: boolean | null;
}

export interface FilePart {
  kind: "file";
  id: string;
  name: string;
  mime: string;
  size: number;
  url: string;
  width?: number;
  height?: number;
}

export interface WireMessage {
  id: string;
  from: "customer" | "agent" | "system" | "bot";
  name: string;
  picture: string | null;
  text: string;
  parts: (TextPart | FilePart)[];
  client_id?: string | null;
  edited: boolean;
  deleted: boolean;
  reactions?: { emoji: string; count: number }[];
}

export interface Person {
  name: string;
  picture: string | null;
}

interface Numbered {
  t: "event";
  seq: number;
  at: string;
  conversation?: string;
}

export type EventFrame =
  | (Numbered & { kind: "message" | "edited" | "deleted"; message: WireMessage })
  /** Without words (null) the widget has its own, by whom it names; empty words say nothing. */
  | (Numbered & { kind: "status"; status: Status; text: string | null; agent: Person | null });

export interface Refused {
  t: "refused";
  id: string | null;
  code: string;
  message: string;
  retry_after?: number;
  fields?: Record<string, string>;
}

/** What the customer is asked after the chat, and what they have answered. */
export interface Survey {
  conversation: string;
  question: string;
  scale: number;
  comment: string | null;
  score: number | null;
  said: boolean;
}

export type ServerFrame =
  | EventFrame
  | { t: "welcome"; v: number; conversation: string | null; status: Status; last_seq: number }
  | { t: "live"; conversation: string | null; seq: number }
  | { t: "ack"; id: string }
  | Refused
  | { t: "line"; position: number | null; wait: number | null }
  | ({ t: "survey" } & Survey)
  | { t: "transcript"; conversation: string; url: string }
  | { t: "typing"; on: boolean; name?: string }
  | { t: "read"; seq: number }
  | { t: "pong" };

export interface Page {
  url: string;
  title: string;
}

/** What the browser tells of itself, so that nobody has to ask the customer. */
export interface Facts {
  zone: string;
  screen: string;
  touch: boolean;
}

export type FormAnswers = Record<string, string | string[]>;

/** What the customer answers outside of the log. */
export type Answer =
  | { t: "page_answer"; id: string; message: string; opened: boolean }
  | { t: "rate"; id: string; conversation: string; score: number; comment: string }
  | { t: "offline"; id: string; answers: FormAnswers };

export type ClientFrame =
  | { t: "hello"; v: number; token: string; conversation: string | null; last_seq: number; page: Page | null; locale: string; facts: Facts }
  | { t: "say"; id: string; text: string; files: string[] }
  | { t: "typing"; on: boolean }
  | { t: "read"; seq: number }
  | ({ t: "page" } & Page)
  | { t: "end"; id: string }
  | { t: "choose"; id: string; message: string; choice: number }
  | Answer
  | { t: "restart"; id: string }
  | { t: "ping" };

export interface Settings {
  title: string;
  greeting: string;
  colours: { accent: string };
  attachments: { max_files: number; max_bytes: number; types: string[] };
  locale: string;
  queue: string;
  hours?: Hours;
}

export interface FormField {
  name: string;
  label: string;
  kind: "text" | "long" | "email" | "phone" | "number" | "date" | "choice" | "many";
  required: boolean;
  options: string[];
  help: string;
}

/** The form that can be left while nobody is there. */
export interface OfflineForm {
  name: string;
  title: string;
  intro: string;
  thanks: string | null;
  fields: FormField[];
}

/** Whether somebody is there; `opens_at` is null when it never opens again. */
export interface Hours {
  open: boolean;
  opens_at: string | null;
  text: string | null;
  offline: OfflineForm | null;
}

export interface Session {
  token: string;
  /** What became of what the page has shown of its customer. */
  identity?: "none" | "claimed" | "verified" | "refused";
  visitor: string;
  expires_at: string;
  settings: Settings;
}

export const CloseCode = {
  TOKEN_INVALID: 4401,
  FORBIDDEN: 4403,
  NO_HELLO: 4408,
  TOO_FAST: 4429,
} as const;

/** The frame in `data`, or null when it is not a JSON object with a "t". */
export function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== "string") return null;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === "object" && frame !== null && "t" in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
