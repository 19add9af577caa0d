/**
 * Who sits at this browser, as the page says: the chat on screen is theirs alone.
 *
 * Rule: when it is somebody else, or nobody in particular any more, everything of the one before goes from the screen
 * first; the same person with a new token goes on undisturbed.
 */
import type { Shown } from "../shared/host_messages";
import type { Connection } from "./connection";
import type { Sending } from "./sending";
import type { Sessions } from "./session";
import { freshConversation, type Store } from "./state";
import { recall, rememberFor } from "./storage";

export class Identity {
  private visitor: string | null = null;

  constructor(
    private readonly store: Store,
    private readonly sessions: Sessions,
    private readonly connection: Connection,
    private readonly sending: Sending,
    private readonly start: () => void,
  ) {}

  /** Be whom the page vouches for; with null nobody in particular. */
  be(shown: Shown | null): void {
    const wasOn = this.connection.isOn;
    const before = this.visitor;
    this.sessions.identify(shown);
    if (shown === null) this.putAway();
    this.sessions.get().then(
      (session) => {
        this.visitor = session.visitor;
        if (shown !== null && session.visitor === before) return;
        this.putAway();
        const { isOpen, pending } = this.store.state;
        if (wasOn || isOpen || recall("chat") !== null || pending.length > 0) this.start();
      },
      () => {
        rememberFor("");
        this.putAway();
        if (wasOn) this.start();
      },
    );
  }

  private putAway(): void {
    this.connection.stop();
    this.store.set({ ...freshConversation(), phase: "idle", notice: null, turn: this.store.state.turn + 1 });
    this.sending.takeOver();
  }
}
