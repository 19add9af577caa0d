/**
 * The words that the loader (in the customer's page) and the frame (from the bridge) say to each other.
 *
 * Rules: every message carries MARK; each side posts to the other's exact origin and takes messages only
 * from that origin AND that window. No message text crosses, and one secret alone: what the page shows to say who its
 * customer is.
 */
export const MARK = "deskbridge";
export const VERSION = 1;

export type ToFrame =
  | { t: "panel"; open: boolean; touch: boolean }
  | { t: "page"; url: string; title: string }
  | { t: "identity"; shown: Shown | null };

/** What a page shows to say who its customer is: a signed token, or a signed user id; else mere claims. */
export interface Shown {
  token?: string;
  user?: string;
  hash?: string;
  claims?: Record<string, string>;
}

export type ToHost =
  | { t: "ready" }
  | { t: "look"; accent: string; onAccent: string; surface: string; title: string }
  | { t: "launcher"; label: string; unread: number }
  | { t: "open" }
  | { t: "close" }
  | { t: "navigate"; url: string };

export type Envelope<T> = T & { mark: typeof MARK; v: number };

export function wrap<T extends ToFrame | ToHost>(message: T): Envelope<T> {
  return { ...message, mark: MARK, v: VERSION };
}

/** The message inside `data`, or null when it is not one of ours. */
export function unwrap<T extends ToFrame | ToHost>(data: unknown): T | null {
  if (typeof data !== "object" || data === null) return null;
  const candidate = data as Partial<Envelope<T>>;
  return candidate.mark === MARK && candidate.v === VERSION && typeof candidate.t === "string" ? (candidate as unknown as T) : null;
}
