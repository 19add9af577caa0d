/** One person's Teams window: whose it is, what it looks at, the state last fetched, and every action that person can take. */
import { computed, signal } from "@preact/signals";
import { follow, revision } from "../live";
import { isOpen } from "../shell/layout";
import { Toasts } from "../shell/toasts";
import { sim, SimError, type Json } from "../sim";
import { placeOf, unreadFrom } from "./finding";
import type { Chain, Channel, Dialog, Message, Person, Team, TeamsState } from "./types";

export type Mode = "activity" | "chat" | "teams";
export type Place = { kind: "chat" } | { kind: "channel"; id: string };
export interface Question {
  title: string;
  text: string;
  yes: string;
  then: () => void;
}

const USER_KEY = "playground.teams.user";
const FIRST_USER = "ada";

export class TeamsClient {
  readonly user = signal(localStorage.getItem(USER_KEY) ?? FIRST_USER);
  readonly state = signal<TeamsState | null>(null);
  readonly trouble = signal("");
  readonly mode = signal<Mode>("teams");
  readonly place = signal<Place | null>(null);
  /** In a narrow window either the list or what is open is in sight. */
  readonly listOpen = signal(false);
  /** The chains that were unfolded, and where one is writing a reply. */
  readonly unfolded = signal<ReadonlySet<string>>(new Set());
  readonly writing = signal<string | null>(null);
  readonly editing = signal<string | null>(null);
  readonly question = signal<Question | null>(null);
  /** What was unread when the place was opened: the first such message of each chain. */
  readonly news = signal<ReadonlyMap<string, string>>(new Map());
  readonly shown = signal<string | null>(null);
  readonly toasts = new Toasts();
  /** What was begun and not sent, by person and conversation. */
  readonly drafts = new Map<string, string>();
  readonly channel = computed<Channel | undefined>(() => this.find(this.place.value)?.channel);
  readonly team = computed<Team | undefined>(() => this.find(this.place.value)?.team);
  /** What is open here; a dialog that another window of this person has open stays there. */
  readonly dialog = computed<Dialog | null>(() => {
    const dialog = this.state.value?.dialog ?? null;
    return dialog?.id === this.elsewhere.get(this.user.value) ? null : dialog;
  });
  /** By person, the dialog that was open before this window looked: a client that is loaded anew shows none. */
  private readonly elsewhere = new Map<string, string | undefined>();
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
      const state = await sim<TeamsState>(`teams/state?user=${encodeURIComponent(user)}`);
      if (user === this.user.peek()) this.take(state);
    } catch (error) {
      if (error instanceof SimError && error.code === "user_not_found" && user !== FIRST_USER) this.become(FIRST_USER);
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  private take(state: TeamsState): void {
    this.trouble.value = "";
    if (!this.elsewhere.has(state.me)) this.elsewhere.set(state.me, state.dialog?.id);
    this.state.value = state;
    const at = this.place.peek();
    if (at === null || (at.kind === "channel" && !this.find(at)) || (at.kind === "chat" && !this.canChat()))
      this.go(this.firstPlace(state));
    for (const toast of state.toasts) {
      if (this.shownToasts.has(toast.id)) continue;
      this.shownToasts.add(toast.id);
      // An app may answer a click with nothing to say.
      if (toast.text.trim()) this.toasts.show(toast.text, toast.kind === "error" ? "bad" : "plain");
      void sim("teams/dismiss_toast", { user: state.me, id: toast.id }).catch(() => undefined);
    }
    this.markRead();
  }

  private firstPlace(state: TeamsState): Place | null {
    const inside = state.teams.find((each) => each.installed);
    const first = inside?.channels.find((each) => each.id !== inside.id) ?? inside?.channels[0];
    if (first) return { kind: "channel", id: first.id };
    if (state.personal || state.app.reachable) return { kind: "chat" };
    const other = state.teams[0]?.channels[0];
    return other ? { kind: "channel", id: other.id } : null;
  }

  private canChat(): boolean {
    const state = this.state.peek();
    return Boolean(state?.personal ?? state?.app.reachable);
  }

  private find(place: Place | null): { team: Team; channel: Channel } | undefined {
    if (place?.kind !== "channel") return undefined;
    for (const team of this.state.value?.teams ?? []) {
      const channel = team.channels.find((each) => each.id === place.id);
      if (channel) return { team, channel };
    }
    return undefined;
  }

  /** The conversations that are in sight. */
  chains(): Chain[] {
    const place = this.place.peek();
    if (place?.kind === "chat") return [this.state.peek()?.personal].filter((each) => each != null);
    return this.channel.peek()?.chains ?? [];
  }

  /** Tell the playground what this person has read, while they look at it. */
  markRead(): void {
    if (document.hidden || !isOpen("teams")) return;
    const user = this.user.peek();
    for (const chain of this.chains())
      if (chain.unread > 0) void sim("teams/read", { user, conversation: chain.conversation }).catch(() => undefined);
  }

  /** Act as another person from now on; each keeps the place they had open. */
  become(user: string): void {
    const at = this.place.peek();
    if (at) this.places.set(this.user.peek(), at);
    localStorage.setItem(USER_KEY, user);
    this.editing.value = null;
    this.writing.value = null;
    this.question.value = null;
    this.news.value = new Map();
    this.user.value = user;
    this.state.value = null;
    this.place.value = this.places.get(user) ?? null;
    revision.value += 1;
  }

  go(place: Place | null): void {
    this.place.value = place;
    this.editing.value = null;
    this.writing.value = null;
    this.shown.value = null;
    this.listOpen.value = false;
    if (place) this.mode.value = place.kind === "chat" ? "chat" : "teams";
    this.news.value = unreadFrom(this.chains(), this.user.peek());
    if (place?.kind === "chat" && this.state.peek() && !this.state.peek()?.personal) void this.act("open_personal", {});
    this.markRead();
  }

  /** Show a section of the rail. */
  show(mode: Mode): void {
    this.mode.value = mode;
    this.listOpen.value = true;
  }

  /** Go to a message, unfold its chain and point at it. */
  goTo(message: Message): void {
    const place = this.state.peek() && placeOf(message.conversation);
    if (!place) return;
    this.go(place);
    this.unfold(message.conversation);
    this.shown.value = message.id;
  }

  unfold(conversation: string, open = true): void {
    const now = new Set(this.unfolded.peek());
    if (open) now.add(conversation);
    else now.delete(conversation);
    this.unfolded.value = now;
  }

  /** Open an address as the client does: a message's in this window, a web page in a tab of its own. */
  open(url: string): void {
    const [, channel, id] = /^https:\/\/teams\.microsoft\.com\/l\/message\/([^/?]+)\/(\d+)/.exec(url) ?? [];
    const [conversation, parent] = [decodeURIComponent(channel ?? ""), /[?&]parentMessageId=(\d+)/.exec(url)?.[1]];
    const message = this.everything().find(
      (each) =>
        each.id === id &&
        (each.conversation === conversation ||
          each.conversation.startsWith(`${conversation};messageid=${parent ?? id}`)),
    );
    if (message) this.goTo(message);
    else if (/^(https?|mailto|tel):/i.test(url)) window.open(url, "_blank", "noopener");
    else this.toasts.show("Teams opens no such address.", "bad");
  }

  /** Every message that this person sees. */
  everything(): Message[] {
    const state = this.state.value;
    const chains = (state?.teams ?? []).flatMap((team) => team.channels.flatMap((each) => each.chains));
    return [...chains, ...(state?.personal ? [state.personal] : [])].flatMap((each) => each.messages);
  }

  person(user: string): Person | undefined {
    return this.state.value?.people.find((each) => each.user === user);
  }

  nameOf(sender: string): string {
    const bot = this.state.value?.bot;
    return sender === bot?.short ? bot.name : (this.person(sender)?.name ?? "Somebody");
  }

  /** Do one thing as this person. Gives the answer, or null after showing the refusal as a toast. */
  async act(action: string, body: Json): Promise<Json | null> {
    try {
      return await this.attempt(action, body);
    } catch (error) {
      this.toasts.show(error instanceof Error ? error.message : String(error), "bad");
      return null;
    }
  }

  /** Do one thing as this person; throws SimError when refused, for callers that show it in place. */
  async attempt(action: string, body: Json): Promise<Json> {
    const answer = await sim<Json>(`teams/${action}`, { user: this.user.peek(), ...body });
    revision.value += 1;
    return answer;
  }

  /** What a mention or a search asks of the app. */
  async choices(dataset: string, query: string): Promise<{ title: string; value: string }[]> {
    const answer = await sim<{ results: { title: string; value: string }[] }>("teams/search", {
      user: this.user.peek(),
      dataset,
      query,
    });
    return answer.results;
  }
}
