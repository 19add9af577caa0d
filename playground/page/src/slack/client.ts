/** One person's Slack window: whose it is, what it looks at, the state last fetched, and every action that person can take. */
import { computed, signal } from "@preact/signals";
import { follow, revision } from "../live";
import { sim, SimError, type Json } from "../sim";
import { Toasts, type Toast } from "../shell/toasts";
import { dressed } from "./dressed";
import type { Channel, Message, SlackState, User, View } from "./types";

export type Place = { kind: "home" } | { kind: "channel"; id: string };
export interface Target {
  channel?: string;
  ts?: string;
  view_id?: string;
}
export interface NewFile {
  name: string;
  mimetype: string;
  base64: string;
}

const USER_KEY = "playground.slack.user";

export class SlackClient {
  readonly user = signal(localStorage.getItem(USER_KEY) ?? "U0ADA");
  readonly state = signal<SlackState | null>(null);
  readonly trouble = signal("");
  readonly place = signal<Place | null>(null);
  readonly thread = signal<{ channel: string; ts: string } | null>(null);
  readonly listOpen = signal(false);
  readonly editing = signal<string | null>(null);
  readonly toasts = new Toasts();
  readonly viewErrors = signal<Record<string, Record<string, string>>>({});
  readonly channel = computed<Channel | undefined>(() => {
    const place = this.place.value;
    return place?.kind === "channel" ? this.state.value?.channels.find((each) => each.id === place.id) : undefined;
  });
  /** What stands on top here; a stack that another window of this person has open stays there. */
  readonly view = computed<View | undefined>(() => {
    const modals = this.state.value?.modals ?? [];
    return modals[0]?.id === this.elsewhere.get(this.user.value) ? undefined : modals.at(-1);
  });
  /** By person, the stack that was open before this window looked: a client that is loaded anew shows none. */
  private readonly elsewhere = new Map<string, string>();
  private readonly places = new Map<string, Place>();
  private readonly shownToasts = new Set<string>();

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
    const user = this.user.peek();
    try {
      const state = await sim<SlackState>(`slack/state?user=${encodeURIComponent(user)}`);
      if (user !== this.user.peek()) return;
      this.take(dressed(state));
    } catch (error) {
      if (error instanceof SimError && error.code === "user_not_found" && user !== "U0ADA") this.become("U0ADA");
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  private take(state: SlackState): void {
    this.trouble.value = "";
    if (!this.elsewhere.has(state.me)) this.elsewhere.set(state.me, state.modals[0]?.id ?? "");
    this.state.value = state;
    const at = this.place.peek();
    if (at === null || (at.kind === "channel" && !state.channels.some((each) => each.id === at.id))) {
      const first = state.channels.find((each) => each.is_member && !each.is_im) ?? state.channels[0];
      this.place.value = first ? { kind: "channel", id: first.id } : { kind: "home" };
    }
    for (const toast of state.toasts) {
      if (this.shownToasts.has(toast.id)) continue;
      this.shownToasts.add(toast.id);
      this.toast(toast.text, "bad");
      void sim("slack/dismiss_toast", { user: state.me, id: toast.id }).catch(() => undefined);
    }
    this.markRead();
  }

  /** Tell the playground how far this person has read, when what is open has unread messages. */
  private markRead(): void {
    const channel = this.channel.peek();
    const last = channel && this.messages(channel.id).at(-1);
    if (!channel || !last || channel.unread === 0 || document.hidden) return;
    void sim("slack/read", { user: this.user.peek(), channel: channel.id, ts: last.ts }).catch(() => undefined);
  }

  /** Act as another person from now on; each keeps the place they had open. */
  become(user: string): void {
    const at = this.place.peek();
    if (at) this.places.set(this.user.peek(), at);
    localStorage.setItem(USER_KEY, user);
    this.thread.value = null;
    this.editing.value = null;
    this.user.value = user;
    this.state.value = null;
    this.place.value = this.places.get(user) ?? at;
    revision.value += 1;
  }

  go(place: Place): void {
    this.place.value = place;
    this.thread.value = null;
    this.listOpen.value = false;
    if (place.kind === "home") void this.act("open_home", {});
    else this.markRead();
  }

  async openBotDm(): Promise<void> {
    const answer = await this.act("open_im", {});
    const id =
      answer && (typeof answer.channel === "string" ? answer.channel : (answer.channel as Channel | undefined)?.id);
    await this.refresh();
    if (id) this.go({ kind: "channel", id });
  }

  /** Go to a message of this workspace by its permalink; false for any other address. */
  follow(url: string): boolean {
    const { hostname, pathname, searchParams } = new URL(url);
    const [, channel, digits] = /^\/archives\/(\w+)\/p(\d{7,})$/.exec(pathname) ?? [];
    const here = hostname === `${this.state.peek()?.team.domain}.slack.com`;
    if (!here || !channel || !digits || !this.state.peek()?.channels.some((each) => each.id === channel)) return false;
    this.go({ kind: "channel", id: channel });
    this.openThread(channel, searchParams.get("thread_ts") ?? `${digits.slice(0, -6)}.${digits.slice(-6)}`);
    return true;
  }

  openThread(channel: string, ts: string): void {
    this.thread.value = { channel, ts };
  }

  messages(channel: string): Message[] {
    return this.state.value?.messages[channel] ?? [];
  }

  person(id: string | undefined): User | undefined {
    return this.state.value?.users.find((each) => each.id === id);
  }

  toast(text: string, tone: Toast["tone"] = "plain"): void {
    this.toasts.show(text, tone);
  }

  /** Do one thing as this person. Gives the answer, or null after showing the refusal as a toast. */
  async act(action: string, body: Json): Promise<Json | null> {
    try {
      return await this.attempt(action, body);
    } catch (error) {
      this.refused(error);
      return null;
    }
  }

  /** Show why something could not be done. */
  refused(error: unknown): void {
    this.toast(error instanceof Error ? error.message : String(error), "bad");
  }

  /** Do one thing as this person; throws SimError when refused, for callers that show it in place. */
  async attempt(action: string, body: Json): Promise<Json> {
    const answer = await sim<Json>(`slack/${action}`, { user: this.user.peek(), ...body });
    revision.value += 1;
    return answer;
  }

  /** Submit the open modal; keeps the field errors that the app answers. */
  async submitView(view: View, values: Json): Promise<void> {
    let errors: unknown;
    try {
      errors = (await this.attempt("submit_view", { view_id: view.id, values })).errors;
    } catch (error) {
      errors = error instanceof SimError ? error.body.errors : undefined;
      if (!errors) this.refused(error);
    }
    this.viewErrors.value = { ...this.viewErrors.peek(), [view.id]: (errors ?? {}) as Record<string, string> };
  }
}
