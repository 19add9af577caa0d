/**
 * One WebSocket to the bridge, kept alive.
 *
 * Rules: hello is the first frame; after a loss it comes back with exponential back-off and full jitter (0.5 s to
 * 30 s), at once when the network or the tab wakes up; a peer that answers no ping within PONG_MS counts as lost.
 * It knows nothing of messages: what to say in hello and what a frame means is the caller's.
 */
import { NotAvailable, type Sessions, TryLater } from "./session";
import { type ClientFrame, CloseCode, parseFrame, type ServerFrame } from "./wire";

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
const PING_MS = 25_000;
const PONG_MS = 10_000;

export interface Listener {
  hello(token: string): ClientFrame;
  heard(frame: ServerFrame): void;
  opened(): void;
  lost(): void;
  refused(message: string): void;
}

export class Connection {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retryTimer = 0;
  private pingTimer = 0;
  private pongTimer = 0;
  private isWanted = false;
  private isStarting = false;
  private turn = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly listener: Listener,
  ) {
    const wake = (): void => {
      this.attempt = 0;
      if (this.isWanted && this.socket === null) void this.connect();
    };
    addEventListener("online", wake);
    addEventListener("offline", () => this.socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || wake());
  }

  /** Connect and stay connected; safe to call again. */
  start(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    void this.connect();
  }

  /** Whether it is connected, or will be. */
  get isOn(): boolean {
    return this.isWanted;
  }

  /** Leave, and hear nothing more of what was on its way. */
  stop(): void {
    this.isWanted = false;
    this.turn += 1;
    for (const timer of [this.retryTimer, this.pingTimer, this.pongTimer]) clearTimeout(timer);
    const { socket } = this;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Whether the frame was handed to an open socket. */
  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Say hello again on the open socket, to be told what was missed. */
  async resync(): Promise<void> {
    const session = await this.sessions.get();
    this.send(this.listener.hello(session.token));
  }

  private async connect(): Promise<void> {
    if (this.isStarting || this.socket !== null) return;
    clearTimeout(this.retryTimer);
    this.isStarting = true;
    const { turn } = this;
    try {
      const session = await this.sessions.get();
      if (this.isWanted && turn === this.turn) this.open(session.token);
    } catch (error) {
      if (turn !== this.turn) return;
      if (error instanceof NotAvailable) this.giveUp(error.message);
      else this.lostWith(error instanceof TryLater ? error.retryAfterMs : null);
    } finally {
      this.isStarting = false;
      if (this.isWanted && turn !== this.turn) void this.connect();
    }
  }

  private open(token: string): void {
    const address = new URL("socket", document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.listener.hello(token)));
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.closed(event.code, event.reason);
  }

  private heard(data: unknown): void {
    clearTimeout(this.pongTimer);
    this.schedulePing();
    const frame = parseFrame(data);
    if (frame?.t === "welcome") {
      this.attempt = 0;
      this.listener.opened();
    }
    if (frame) this.listener.heard(frame);
  }

  private closed(code: number, reason: string): void {
    this.socket = null;
    clearTimeout(this.pingTimer);
    clearTimeout(this.pongTimer);
    if (code === CloseCode.FORBIDDEN) return this.giveUp(reason);
    if (code === CloseCode.TOKEN_INVALID) this.sessions.dropRefused();
    if (code === CloseCode.TOO_FAST) this.attempt = Math.max(this.attempt, 4);
    this.lostWith(null);
  }

  private giveUp(message: string): void {
    this.isWanted = false;
    this.listener.refused(message);
  }

  private lostWith(waitMs: number | null): void {
    this.listener.lost();
    if (!this.isWanted) return;
    const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempt);
    this.attempt += 1;
    this.retryTimer = window.setTimeout(() => void this.connect(), waitMs ?? Math.random() * ceiling);
  }

  private schedulePing(): void {
    clearTimeout(this.pingTimer);
    this.pingTimer = window.setTimeout(() => {
      if (this.send({ t: "ping" })) this.pongTimer = window.setTimeout(() => this.socket?.close(), PONG_MS);
    }, PING_MS);
  }
}
