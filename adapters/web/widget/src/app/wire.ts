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
  | (Numbered & { kind: "status"; status: Status; text: string | null; agent: Person | null });

export type ServerFrame =
  | EventFrame
  | { t: "welcome"; v: number; conversation: string | null; status: Status; last_seq: number }
  | { t: "live"; conversation: string | null; seq: number }
  | { t: "ack"; id: string }
  | { t: "refused"; id: string | null; code: string; message: string; retry_after?: number }
  | { t: "typing"; on: boolean; name?: string }
  | { t: "read"; seq: number }
  | { t: "pong" };

export interface Page {
  url: string;
  title: string;
}

export type ClientFrame =
  | { t: "hello"; v: number; token: string; conversation: string | null; last_seq: number; page: Page | null }
  | { t: "say"; id: string; text: string; files: string[] }
  | { t: "typing"; on: boolean }
  | { t: "read"; seq: number }
  | ({ t: "page" } & Page)
  | { t: "end"; id: string }
  | { t: "restart"; id: string }
  | { t: "ping" };

export interface Settings {
  title: string;
  greeting: string;
  colours: { accent: string };
  attachments: { max_files: number; max_bytes: number; types: string[] };
  locale: string;
  queue: string;
}

export interface Session {
  token: string;
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
