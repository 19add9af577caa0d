/** What the inspector knows: the latest exchanges and the faults in force, fetched when something changes and now and then besides. */
import { signal } from "@preact/signals";
import { follow, revision } from "../live";
import { sim } from "../sim";

export interface Exchange {
  n: number;
  at: number;
  direction: "to_vendor" | "to_bridge";
  vendor: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  summary: string;
  request: string;
  response: string;
}
export interface Fault {
  id: number;
  vendor: string;
  method: string;
  kind: string;
  times: number | null;
  retry_after: number;
  delay_ms: number;
}

const KEEP = 400;
const POLL_MS = 2500;

export const traffic = signal<Exchange[]>([]);
export const faults = signal<Fault[]>([]);
/** Exchanges up to this number have been cleared from sight. */
export const clearedTo = signal(0);

export async function refresh(): Promise<void> {
  const last = traffic.peek().at(-1)?.n ?? 0;
  const [more, now] = await Promise.all([
    sim<{ traffic?: Exchange[]; entries?: Exchange[] }>(`traffic?after=${last}`),
    sim<{ faults: Fault[] }>("faults"),
  ]);
  const rows = more.traffic ?? more.entries ?? [];
  if (rows.length) traffic.value = [...traffic.peek(), ...rows].slice(-KEEP);
  if (JSON.stringify(now.faults) !== JSON.stringify(faults.peek())) faults.value = now.faults;
}

/** Follow until the returned function is called. Deliveries in the background end without a change of state, hence the slow poll. */
export function followTraffic(): () => void {
  const stop = follow(refresh);
  const timer = setInterval(() => document.hidden || void refresh().catch(() => undefined), POLL_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}

export function clearTraffic(): void {
  clearedTo.value = traffic.peek().at(-1)?.n ?? 0;
}

export async function addFault(fault: object): Promise<void> {
  await sim("faults", fault);
  revision.value += 1;
}

export async function clearFaults(): Promise<void> {
  await sim("faults", undefined, "DELETE");
  revision.value += 1;
}
