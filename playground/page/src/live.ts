/** The live line to the playground: one WebSocket that says "something changed"; it reconnects by itself and tells whether it is up. */
import { signal } from "@preact/signals";

/** "starting" until the first answer; "away" while the playground does not answer. */
export const connection = signal<"starting" | "up" | "away">("starting");
/** Rises with each change; whoever shows state refetches when it does. */
export const revision = signal(0);

const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 5000;
let retry = FIRST_RETRY_MS;

export function connect(): void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/_sim/ws`);
  socket.onopen = () => {
    retry = FIRST_RETRY_MS;
    connection.value = "up";
    revision.value += 1;
  };
  socket.onmessage = () => {
    revision.value += 1;
  };
  socket.onclose = () => {
    connection.value = "away";
    setTimeout(connect, retry);
    retry = Math.min(retry * 2, LONGEST_RETRY_MS);
  };
}

/** Run `fetchNow` now and whenever something changes, never twice at once; returns a stop function. */
export function follow(fetchNow: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  let stopped = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await fetchNow().catch(() => undefined);
    } while (again && !stopped);
    running = false;
  };
  const unsubscribe = revision.subscribe(() => void run());
  return () => {
    stopped = true;
    unsubscribe();
  };
}
