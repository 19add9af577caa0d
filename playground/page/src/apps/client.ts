/** One customer's app in this browser: in whose hand it is, what is open in it, the state last fetched, every action. */
import { computed, signal } from "@preact/signals";
import { follow, revision } from "../live";
import { isOpen } from "../shell/layout";
import { Toasts } from "../shell/toasts";
import { sim, SimError, type Json } from "../sim";
import type { App } from "./app";
import type { AppState, Item, Person, Place, Thread } from "./types";

export class AppClient {
  readonly who;
  readonly state = signal<AppState | null>(null);
  readonly trouble = signal("");
  /** The place whose thread is open; "" shows the list. */
  readonly open = signal<string | null>(null);
  /** The first bubble of the open thread that was new when it was opened. */
  readonly fresh = signal<number | null>(null);
  /** What the next message answers. */
  readonly answering = signal<Item | null>(null);
  readonly toasts = new Toasts();
  /** What was begun and not sent, by person and place. */
  readonly drafts = new Map<string, string>();
  readonly me = computed<Person | undefined>(() =>
    this.state.value?.people.find((each) => each.id === this.state.value?.me),
  );
  readonly unread = computed(() => (this.state.value?.people ?? []).reduce((sum, each) => sum + each.unread, 0));
  readonly thread = computed<Thread | undefined>(() =>
    this.state.value?.threads.find((each) => each.place === this.open.value),
  );
  private readonly places = new Map<string, string>();
  private readonly key: string;

  constructor(readonly app: App) {
    this.key = `playground.${app.id}`;
    this.who = signal(localStorage.getItem(this.key) ?? "");
  }

  /** Start following the playground; returns a stop function. */
  start(): () => void {
    const stop = follow(() => this.refresh());
    const seen = (): void => this.markRead();
    document.addEventListener("visibilitychange", seen);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", seen);
    };
  }

  async refresh(): Promise<void> {
    const who = this.who.peek();
    const { id, fields, read, gone } = this.app;
    try {
      const state = await sim<Json>(`${id}/state${who && `?${fields.who}=${encodeURIComponent(who)}`}`);
      if (who === this.who.peek()) this.take(read(state));
    } catch (error) {
      if (error instanceof SimError && error.code === gone && who) this.become("");
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  private take(state: AppState): void {
    this.trouble.value = "";
    this.state.value = state;
    if (this.open.peek() === null) {
      const latest = newestFirst(state.threads)[0]?.place;
      this.show(latest ?? state.places[0]?.id ?? "");
    }
    this.markRead();
  }

  /** Tell the playground what has been seen, while somebody looks. */
  markRead(): void {
    if (document.hidden || !isOpen(this.app.id)) return;
    const thread = this.thread.peek();
    if (!thread?.unread) return;
    this.fresh.value ??= thread.bubbles.find((each) => each.fresh)?.id ?? null;
    void this.call("read", this.app.reads(thread.place)).catch(() => undefined);
  }

  /** Put the app into another hand; each keeps what was open in it. */
  become(who: string): void {
    const at = this.open.peek();
    const before = this.state.peek()?.me;
    if (before && at !== null) this.places.set(before, at);
    localStorage.setItem(this.key, who);
    this.who.value = who;
    this.state.value = null;
    this.fresh.value = null;
    this.answering.value = null;
    this.open.value = this.places.get(who) ?? null;
    revision.value += 1;
  }

  /** Open a thread, or the list with "". */
  show(place: string): void {
    this.open.value = place;
    this.fresh.value = null;
    this.answering.value = null;
    this.markRead();
  }

  place(id: string): Place {
    return this.state.value?.places.find((each) => each.id === id) ?? { id, name: "", hint: id };
  }

  /** Do one thing. Gives the answer, or null after showing the refusal as a toast. */
  async act(action: string, body: Json): Promise<Json | null> {
    try {
      return await this.attempt(action, body);
    } catch (error) {
      this.toasts.show(error instanceof Error ? error.message : String(error), "bad");
      return null;
    }
  }

  /** Do one thing; throws SimError when refused, for callers that show it in place. */
  async attempt(action: string, body: Json): Promise<Json> {
    const answer = await this.call(action, body);
    revision.value += 1;
    return answer;
  }

  /** Write to a place. */
  async send(place: string, body: Json): Promise<void> {
    const { fields } = this.app;
    const answered = this.answering.peek()?.mid;
    const where = fields.where ? { [fields.where]: place } : {};
    await this.attempt("send", { ...where, ...body, ...(answered ? { reply_to: answered } : {}) });
    this.answering.value = null;
    this.fresh.value = null;
  }

  private call(action: string, body: Json): Promise<Json> {
    return sim<Json>(`${this.app.id}/${action}`, { [this.app.fields.who]: this.state.peek()?.me, ...body });
  }
}

export function newestFirst(threads: Thread[]): Thread[] {
  const latest = (each: Thread): number => each.bubbles.at(-1)?.at ?? 0;
  return [...threads].sort((one, other) => latest(other) - latest(one));
}

/** What a list or a notice says of a bubble in one line. */
export function inOneLine(item: Item | undefined): string {
  if (!item) return "";
  if (item.removed) return "Deleted";
  if (item.text.trim()) return item.text.replaceAll(/\s+/g, " ");
  if (item.location) return item.location.name ?? "Place";
  if (item.contacts?.length) return item.contacts[0]?.name ?? "Contact";
  const [first] = item.files;
  return first?.mimetype.startsWith("image/") ? "Picture" : (first?.name ?? "");
}
