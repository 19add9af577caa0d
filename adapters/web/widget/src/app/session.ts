/**
 * The signed visitor token: asked for once, kept, renewed when the bridge no longer takes it.
 */
import type { Shown } from "../shared/host_messages";
import { forget, recall, remember, rememberFor } from "./storage";
import { wantedLanguage } from "./strings";
import type { Page, Session, Settings } from "./wire";

const KEY = "token";

/** The bridge refuses this visitor or this site; asking again does not help. */
export class NotAvailable extends Error {}

/** The bridge could not be asked now; `retryAfterMs` is its wish, if it had one. */
export class TryLater extends Error {
  constructor(readonly retryAfterMs: number | null) {
    super("session not available now");
  }
}

export class Sessions {
  private current: Promise<Session> | null = null;
  private shown: Shown | null = null;
  /** The session of a verified person: for the life of the page, and in no storage. */
  private verified: Session | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly page: () => Page | null,
  ) {}

  /** Whether this browser has chatted here before. */
  get isKnown(): boolean {
    return recall(KEY) !== null;
  }

  get(): Promise<Session> {
    this.current ??= this.ask().catch((error: unknown) => {
      this.current = null;
      throw error;
    });
    return this.current;
  }

  /** Ask anew, for settings that may have changed. */
  askAgain(): Promise<Session> {
    this.current = null;
    return this.get();
  }

  /** Be whom the page vouches for, or nobody in particular: the next `get` asks for their session. */
  identify(shown: Shown | null): void {
    this.shown = shown;
    this.verified = null;
    this.current = null;
    if (shown === null) rememberFor("");
  }

  /** Drop the token that was refused, so that `get` asks for a new one. */
  dropRefused(): void {
    this.current = null;
  }

  private async ask(): Promise<Session> {
    const shown = this.shown;
    const who = this.verified ? { session: this.verified.token } : shown ? { identity: shown } : {};
    const body = { token: recall(KEY), queue: this.settings.queue, locale: wantedLanguage, page: this.page(), ...who };
    const response = await fetch(new URL("session", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    }).catch(() => {
      throw new TryLater(null);
    });
    const isFinal = response.status >= 400 && response.status < 500 && response.status !== 429;
    if (isFinal) throw new NotAvailable(await reason(response));
    if (!response.ok) throw new TryLater(Number(response.headers.get("Retry-After")) * 1000 || null);
    const session = (await response.json()) as Session;
    if (shown !== this.shown) throw new TryLater(0);
    this.keep(session);
    return session;
  }

  private keep(session: Session): void {
    const isVerified = session.identity === "verified";
    this.verified = isVerified ? session : null;
    rememberFor(isVerified ? session.visitor : "");
    if (session.identity === "refused") console.warn("Deskbridge: who the customer is was not believed; the chat goes on unverified. The bridge's log says why.");
    if (isVerified) return;
    if (session.token) remember(KEY, session.token);
    else forget(KEY);
  }
}

async function reason(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { error?: { message?: string } };
    return body.error?.message ?? "";
  } catch {
    return "";
  }
}
