/** One person's phone: whose it is, what is open on it, the state last fetched, and every action that it can take. */
import { computed, signal } from "@preact/signals";
import { follow, revision } from "../live";
import { isOpen } from "../shell/layout";
import { Toasts } from "../shell/toasts";
import { sim, SimError, type Json } from "../sim";
import type { Contact, Handset, PhoneState, Text, Thread } from "./types";

const PHONE_KEY = "playground.phone";

export class PhoneClient {
  readonly number = signal(localStorage.getItem(PHONE_KEY) ?? "");
  readonly state = signal<PhoneState | null>(null);
  readonly trouble = signal("");
  /** The number whose thread is open; "" shows the list. */
  readonly open = signal<string | null>(null);
  /** The first text of the open thread that was new when it was opened. */
  readonly fresh = signal<number | null>(null);
  readonly toasts = new Toasts();
  /** What was begun and not sent, by phone and number. */
  readonly drafts = new Map<string, string>();
  readonly me = computed<Handset | undefined>(() =>
    this.state.value?.phones.find((each) => each.number === this.state.value?.me),
  );
  readonly unread = computed(() => (this.state.value?.phones ?? []).reduce((sum, each) => sum + each.unread, 0));
  readonly thread = computed<Thread | undefined>(() =>
    this.state.value?.threads.find((each) => each.number === this.open.value),
  );
  private readonly places = new Map<string, string>();

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
    const number = this.number.peek();
    try {
      const state = await sim<PhoneState>(`phone/state${number && `?phone=${encodeURIComponent(number)}`}`);
      if (number === this.number.peek()) this.take(state);
    } catch (error) {
      if (error instanceof SimError && error.code === "phone_not_found" && number) this.become("");
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  private take(state: PhoneState): void {
    this.trouble.value = "";
    this.state.value = state;
    if (this.open.peek() === null) {
      const latest = newestFirst(state.threads)[0]?.number;
      this.show(latest ?? state.numbers[0]?.number ?? "");
    }
    this.markRead();
  }

  /** Tell the playground what has been seen, while somebody looks. */
  markRead(): void {
    if (document.hidden || !isOpen("phone")) return;
    const thread = this.thread.peek();
    if (!thread?.unread) return;
    this.fresh.value ??= thread.texts.find((each) => each.fresh)?.id ?? null;
    void sim("phone/read", { phone: this.state.peek()?.me, number: thread.number }).catch(() => undefined);
  }

  /** Take another phone into the hand; each keeps what was open on it. */
  become(number: string): void {
    const at = this.open.peek();
    const before = this.state.peek()?.me;
    if (before && at !== null) this.places.set(before, at);
    localStorage.setItem(PHONE_KEY, number);
    this.number.value = number;
    this.state.value = null;
    this.fresh.value = null;
    this.open.value = this.places.get(number) ?? null;
    revision.value += 1;
  }

  /** Open a thread, or the list with "". */
  show(number: string): void {
    this.open.value = number;
    this.fresh.value = null;
    this.markRead();
  }

  contact(number: string): Contact {
    return this.state.value?.numbers.find((each) => each.number === number) ?? { number, name: "" };
  }

  /** Do one thing on this phone. Gives the answer, or null after showing the refusal as a toast. */
  async act(action: string, body: Json): Promise<Json | null> {
    try {
      return await this.attempt(action, body);
    } catch (error) {
      this.toasts.show(error instanceof Error ? error.message : String(error), "bad");
      return null;
    }
  }

  /** Do one thing on this phone; throws SimError when refused, for callers that show it in place. */
  async attempt(action: string, body: Json): Promise<Json> {
    const answer = await sim<Json>(`phone/${action}`, { phone: this.state.peek()?.me, ...body });
    revision.value += 1;
    return answer;
  }
}

/** The one phone in this browser: the head of the page shows its unread texts, too. */
export const handset = new PhoneClient();

export function newestFirst(threads: Thread[]): Thread[] {
  const latest = (each: Thread): number => each.texts.at(-1)?.at ?? 0;
  return [...threads].sort((one, other) => latest(other) - latest(one));
}

/** What a list or a notice says of a text in one line. */
export function inOneLine(text: Text | undefined): string {
  if (!text) return "";
  if (text.text.trim()) return text.text.replaceAll(/\s+/g, " ");
  const [first] = text.files;
  return first?.mimetype.startsWith("image/") ? "Picture" : (first?.name ?? "");
}
