/**
 * The conversation as the customer's side sees it: turns frames from the bridge into state, and what the customer
 * does into frames.
 *
 * Rules: events are applied in the order of their numbers; a gap asks for a replay; a chat that the customer has
 * put away ("start a new chat") does not come back on the next page; what is on screen counts as read.
 */
import { Answers } from "./answers";
import { Connection, type Listener } from "./connection";
import { facts } from "./facts";
import { HoursWatch } from "./hours";
import { Identity } from "./identity";
import { makeId } from "./ids";
import { pageOf, pickId } from "./rows";
import { Sending } from "./sending";
import { Sessions } from "./session";
import { playNewMessage } from "./sound";
import { type Entry, freshConversation, initialState, isFromOthers, Store } from "./state";
import { forget, recall, remember } from "./storage";
import { text, wantedLanguage } from "./strings";
import { applyEvent } from "./timeline";
import type { ClientFrame, EventFrame, FilePart, FormAnswers, Page, Refused, ServerFrame, Settings, Survey, WireMessage } from "./wire";
import { PROTOCOL_VERSION } from "./wire";

const TYPING_EVERY_MS = 3000;
const TYPING_SHOWN_MS = 6000;

/** The ended chat that the customer has put away, and how much of it there was. */
function putAway(): { conversation: string; seq: number } | null {
  const [seq, conversation] = (recall("dismissed") ?? "").split(" ");
  return conversation ? { conversation, seq: Number(seq) } : null;
}

export class Chat implements Listener {
  readonly store: Store;
  readonly sessions: Sessions;
  private readonly connection: Connection;
  private readonly sending: Sending;
  private readonly hours: HoursWatch;
  readonly answers: Answers;
  readonly identity: Identity;
  /** Show a page of this site in its window. */
  navigate: (url: string, isTrial?: boolean) => boolean = () => false;
  private page: Page | null = null;
  private isAtBottom = true;
  private typingSentAt = 0;
  private typingTimer = 0;
  private restartId: string | null = null;
  private endId: string | null = null;

  constructor(settings: Settings) {
    this.store = new Store({ ...initialState(settings), isMuted: recall("muted") === "1" });
    this.sessions = new Sessions(settings, () => this.page);
    this.connection = new Connection(this.sessions, this);
    this.sending = new Sending(this.store, this.connection);
    this.answers = new Answers(this.store, this.connection);
    this.identity = new Identity(this.store, this.sessions, this.connection, this.sending, () => this.start());
    this.hours = new HoursWatch(this.store, this.sessions);
    document.addEventListener("visibilitychange", () => this.markSeen());
    if (this.sessions.isKnown && (recall("chat") !== null || this.store.state.pending.length > 0)) this.start();
  }

  // What the loader tells.
  setPanel(isOpen: boolean, isTouch: boolean): void {
    this.store.set({ isOpen, isTouch });
    if (isOpen) this.start();
    this.hours.begin();
    this.markSeen();
  }

  setPage(page: Page): void {
    this.page = page;
    this.connection.send({ t: "page", ...page });
  }

  // What the customer does.

  say(content: string, files: FilePart[]): void {
    this.start();
    this.typed(false);
    // Half of a character (a lone surrogate) is not text: the bridge would have to refuse the whole frame.
    const words = content.replace(/\p{Surrogate}/gu, "\ufffd");
    this.sending.add({ id: makeId(), text: words, files, at: new Date().toISOString(), mark: "sending", reason: null });
  }

  /** Choose from a menu: once for each menu, however often it is clicked. */
  choose(message: string, choice: number, words: string): void {
    const id = pickId(message);
    if (this.store.state.pending.some((item) => item.id === id)) return;
    const pick = { message, choice };
    this.sending.add({ id, text: words, files: [], at: new Date().toISOString(), mark: "sending", reason: null, pick });
  }

  leaveForm(answers: FormAnswers): void {
    this.start();
    this.answers.leaveForm(answers);
  }

  retry(id: string): void {
    this.sending.retry(id);
  }

  discard(id: string): void {
    this.sending.discard(id);
  }

  typed(on: boolean): void {
    const now = Date.now();
    const isDue = on ? now - this.typingSentAt > TYPING_EVERY_MS : this.typingSentAt > 0;
    if (!isDue || this.store.state.status === "none" || this.store.state.phase !== "online") return;
    this.typingSentAt = on ? now : 0;
    this.connection.send({ t: "typing", on });
  }

  end(): void {
    this.endId = makeId();
    const sent = this.connection.send({ t: "end", id: this.endId });
    this.store.set(sent ? { isEnding: true } : { notice: text.reconnecting });
  }

  restart(): void {
    this.restartId = makeId();
    if (!this.connection.send({ t: "restart", id: this.restartId })) this.store.set({ notice: text.reconnecting });
  }

  setMuted(isMuted: boolean): void {
    remember("muted", isMuted ? "1" : "0");
    this.store.set({ isMuted });
  }

  setAtBottom(isAtBottom: boolean): void {
    this.isAtBottom = isAtBottom;
    this.markSeen();
  }

  dismissNotice(): void {
    this.store.set({ notice: null });
  }

  // What the connection tells.

  hello(token: string): ClientFrame {
    const { conversation, seq } = this.store.state;
    return { t: "hello", v: PROTOCOL_VERSION, token, conversation, last_seq: seq, page: this.page, locale: wantedLanguage, facts: facts() };
  }

  opened(): void {
    this.store.set({ phase: "online", hasBeenOnline: true, isLive: false });
  }

  lost(): void {
    this.store.set({ phase: navigator.onLine ? "connecting" : "offline", isLive: false, typing: null, isEnding: false, line: null });
  }

  refused(message: string): void {
    this.store.set({ phase: "blocked", blockedBecause: message || null });
  }

  heard(frame: ServerFrame): void {
    switch (frame.t) {
      case "welcome":
        this.welcomed(frame.conversation, frame.status);
        break;
      case "event":
        this.happened(frame);
        break;
      case "live":
        this.live(frame.conversation);
        break;
      case "ack":
        this.acknowledged(frame.id);
        break;
      case "refused":
        this.turnedDown(frame);
        break;
      case "line":
        this.store.set({ line: frame.position === null ? null : { position: frame.position, wait: frame.wait } });
        break;
      case "survey":
        if (frame.conversation === this.store.state.conversation) this.surveyed(frame);
        break;
      case "transcript":
        if (frame.conversation === this.store.state.conversation) this.store.set({ transcript: frame.url });
        break;
      case "typing":
        this.showTyping(frame.on ? frame.name || text.someone : null);
        break;
      case "read":
        this.store.set({ readUpTo: Math.max(this.store.state.readUpTo, frame.seq) });
        break;
      default:
    }
  }

  private start(): void {
    if (this.store.state.phase === "idle") this.store.set({ phase: "connecting" });
    if (this.store.state.phase !== "blocked") this.connection.start();
  }

  private welcomed(conversation: string | null, status: typeof this.store.state.status): void {
    if (conversation !== null && conversation === putAway()?.conversation) {
      this.store.set({ ...freshConversation() });
      return;
    }
    const isSame = conversation !== null && conversation === this.store.state.conversation;
    this.store.set({ ...(isSame ? {} : freshConversation()), conversation, status });
    this.recallSeen();
    if (conversation !== null && status !== "ended") remember("chat", conversation);
  }

  private happened(event: EventFrame): void {
    const away = putAway();
    if (away !== null && event.conversation === away.conversation) {
      if (event.seq <= away.seq) return;
      // It goes on: what was on its way when the chat ended has opened it again.
      if (this.store.state.conversation === null) this.store.set({ conversation: away.conversation, seq: away.seq });
    }
    const before = this.store.state;
    const { change, gap } = applyEvent(before, event);
    if (gap) {
      this.store.set({ isLive: false });
      void this.connection.resync();
    }
    if (change === null) return;
    this.store.set(change);
    if (event.kind === "message" && event.message.client_id) this.sending.arrived(event.message.client_id);
    this.afterEvent(event, before.isLive);
  }

  private afterEvent(event: EventFrame, wasLive: boolean): void {
    const { conversation, status, isMuted, entries } = this.store.state;
    if (conversation !== null && status !== "ended") remember("chat", conversation);
    if (status === "ended") forget("chat");
    const newest: Entry | undefined = entries.at(-1);
    const isNews = wasLive && event.kind === "message" && newest !== undefined && isFromOthers(newest);
    if (isNews && !isMuted) playNewMessage();
    if (isNews && !document.hidden && newest.kind === "message") this.openByItself(newest.message);
    this.markSeen();
  }

  /** Open a page that the customer has allowed beforehand; one of another site waits for a click, as browsers want it. */
  private openByItself(message: WireMessage): void {
    const page = pageOf(message);
    if (page && !page.ask && page.opened === null && this.navigate(page.url, true)) {
      this.answers.page(message.id, true, () => this.navigate(page.url));
    }
  }

  private live(conversation: string | null): void {
    if (conversation !== null && conversation !== putAway()?.conversation && conversation !== this.store.state.conversation) {
      this.store.set({ ...freshConversation(), conversation });
    }
    this.store.set({ isLive: true });
    this.sending.flush();
    this.answers.flush();
    this.markSeen();
  }

  private surveyed(survey: Survey): void {
    this.store.set({ survey: this.store.state.rating?.isSending ? this.store.state.survey : survey });
  }

  private acknowledged(id: string): void {
    if (this.sending.acknowledged(id) || this.answers.acknowledged(id) || id !== this.restartId) return;
    const { conversation, seq } = this.store.state;
    if (conversation !== null) remember("dismissed", `${seq} ${conversation}`);
    forget("chat");
    this.restartId = null;
    this.store.set({ ...freshConversation(), isLive: true });
  }

  private turnedDown(frame: Refused): void {
    const { id, message } = frame;
    if (this.answers.refused(frame) || (id !== null && this.sending.refused(id, message, frame.retry_after))) return;
    const isEnding = id === this.endId ? false : this.store.state.isEnding;
    this.store.set({ notice: message, isEnding });
  }

  private showTyping(name: string | null): void {
    clearTimeout(this.typingTimer);
    this.store.set({ typing: name });
    if (name !== null) this.typingTimer = window.setTimeout(() => this.store.set({ typing: null }), TYPING_SHOWN_MS);
  }

  /** Count what is on screen as read, and say so. */
  private markSeen(): void {
    const { isOpen, isLive, seq, seenUpTo, conversation, entries } = this.store.state;
    if (!isOpen || document.hidden || !this.isAtBottom || !isLive || conversation === null || seq <= seenUpTo) return;
    const hasNews = entries.some((entry) => entry.seq > seenUpTo && isFromOthers(entry));
    this.store.set({ seenUpTo: seq });
    remember("seen", `${seq} ${conversation}`);
    if (hasNews) this.connection.send({ t: "read", seq });
  }

  private recallSeen(): void {
    const [seq, conversation] = (recall("seen") ?? "").split(" ");
    const { state } = this.store;
    if (conversation === state.conversation && Number(seq) > state.seenUpTo) this.store.set({ seenUpTo: Number(seq) });
  }
}
