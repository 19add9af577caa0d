/**
 * Takes the customer's messages to the bridge: send, wait for the acknowledgement, resend with the same id, fail.
 *
 * Rules: a message is in the outbox before it is sent and leaves it when it is acknowledged; after RESENDS without
 * an answer on a working connection, or when the bridge refuses it, it is marked failed and waits for the customer.
 */
import type { Connection } from "./connection";
import * as outbox from "./outbox";
import type { Pending, Store } from "./state";
import { text } from "./strings";
import type { ClientFrame } from "./wire";

const ACK_MS = 10_000;
const RESENDS = 2;

function frameOf(item: Pending): ClientFrame {
  if (item.pick) return { t: "choose", id: item.id, ...item.pick };
  return { t: "say", id: item.id, text: item.text, files: item.files.map((file) => file.id) };
}

export class Sending {
  private readonly timers = new Map<string, number>();
  private readonly tries = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly connection: Connection,
  ) {
    store.set({ pending: outbox.unsent() });
  }

  /** Take up what somebody else has left unsent here, in place of what there was. */
  takeOver(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.tries.clear();
    this.store.set({ pending: outbox.unsent() });
  }

  add(item: Pending): void {
    outbox.keep(item);
    this.store.set({ pending: [...this.store.state.pending, item] });
    this.transmit(item);
  }

  /** Send again, in order, all that was not acknowledged: after each reconnect. */
  flush(): void {
    this.tries.clear();
    for (const item of this.store.state.pending) if (item.mark === "sending") this.transmit(item);
  }

  retry(id: string): void {
    const item = this.update(id, { mark: "sending", reason: null });
    this.tries.delete(id);
    if (item) this.transmit(item);
  }

  discard(id: string): void {
    this.settle(id);
    outbox.drop(id);
    this.store.set({ pending: this.store.state.pending.filter((item) => item.id !== id) });
  }

  /** Whether the id was one of ours. */
  acknowledged(id: string): boolean {
    this.settle(id);
    outbox.drop(id);
    return this.update(id, { mark: "stored" }) !== null;
  }

  /** Whether the id was one of ours. */
  refused(id: string, reason: string, retryAfterS: number | undefined): boolean {
    this.settle(id);
    if (retryAfterS === undefined) return this.update(id, { mark: "failed", reason }) !== null;
    const item = this.store.state.pending.find((one) => one.id === id);
    if (item) this.timers.set(id, window.setTimeout(() => this.transmit(item), retryAfterS * 1000));
    return item !== undefined;
  }

  /** The message is in the log, as its event says: nothing is left to send. */
  arrived(id: string): void {
    this.settle(id);
    outbox.drop(id);
  }

  private transmit(item: Pending): void {
    const { phase, isLive } = this.store.state;
    if (phase !== "online" || !isLive) return;
    if (!this.connection.send(frameOf(item))) return;
    clearTimeout(this.timers.get(item.id));
    this.timers.set(item.id, window.setTimeout(() => this.unanswered(item), ACK_MS));
  }

  private unanswered(item: Pending): void {
    if (this.store.state.phase !== "online") return;
    const tries = (this.tries.get(item.id) ?? 0) + 1;
    this.tries.set(item.id, tries);
    if (tries < RESENDS) this.transmit(item);
    else this.update(item.id, { mark: "failed", reason: text.noAnswer });
  }

  private settle(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.tries.delete(id);
  }

  private update(id: string, change: Partial<Pending>): Pending | null {
    let changed: Pending | null = null;
    const pending = this.store.state.pending.map((item) => {
      if (item.id !== id) return item;
      changed = { ...item, ...change };
      return changed;
    });
    if (changed) this.store.set({ pending });
    return changed;
  }
}
