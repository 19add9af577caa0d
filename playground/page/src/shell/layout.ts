/** Which worlds are open, how wide they are, and whether the window is a phone's; remembered in this browser. */
import { signal } from "@preact/signals";
import { WORLDS } from "../worlds";

const PHONE = matchMedia("(max-width: 760px)");
const KEY = "playground.layout";

interface Kept {
  open: Record<string, boolean>;
  size: Record<string, number>;
}

function load(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>;
    return { open: kept.open ?? {}, size: kept.size ?? {} };
  } catch {
    return { open: {}, size: {} };
  }
}

export const phone = signal(PHONE.matches);
PHONE.addEventListener("change", () => {
  phone.value = PHONE.matches;
});
/** The one world that a phone shows. */
export const tab = signal("slack");
const kept = signal(load());
kept.subscribe((value) => localStorage.setItem(KEY, JSON.stringify(value)));

export function isOpen(id: string): boolean {
  if (phone.value) return tab.value === id;
  const world = WORLDS.find((each) => each.id === id);
  return kept.value.open[id] ?? innerWidth >= (world?.openFrom ?? 0);
}

export function sizeOf(id: string): number {
  return kept.value.size[id] ?? WORLDS.find((each) => each.id === id)?.size ?? 400;
}

/** Open or close a world on a desktop, or go to it on a phone; the last open one stays. */
export function toggle(id: string): void {
  if (phone.peek()) {
    tab.value = id;
    return;
  }
  const others = WORLDS.some((each) => each.id !== id && isOpen(each.id));
  if (isOpen(id) && !others) return;
  kept.value = { ...kept.peek(), open: { ...kept.peek().open, [id]: !isOpen(id) } };
}

export function resize(id: string, size: number): void {
  const world = WORLDS.find((each) => each.id === id);
  if (!world) return;
  const most = Math.max(world.min, innerWidth - 360);
  kept.value = {
    ...kept.peek(),
    size: { ...kept.peek().size, [id]: Math.round(Math.max(world.min, Math.min(most, size))) },
  };
}
