/**
 * Which worlds are open, how wide they are, and whether the window is a phone's; remembered in this browser.
 * `?desk=slack`, `?desk=teams` or `?desk=both` in the page's address says where agents work before anybody chooses;
 * `?desk=phone`, `messenger` or `whatsapp` shows a customer's app.
 */
import { signal } from "@preact/signals";
import { WORLDS } from "../worlds";
import { hasMeta, hasPhone } from "./has-phone";

const PHONE = matchMedia("(max-width: 760px)");
/** From here on two desks have room beside each other. */
const WIDE = matchMedia("(min-width: 1280px)");
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

const asked = new URLSearchParams(location.search).get("desk") ?? "";
const desks = (): string[] => WORLDS.filter((each) => each.desk).map((each) => each.id);

export const phone = signal(PHONE.matches);
PHONE.addEventListener("change", () => {
  phone.value = PHONE.matches;
});
export const wide = signal(WIDE.matches);
WIDE.addEventListener("change", () => {
  wide.value = WIDE.matches;
});
const shown = ["teams", ...(hasPhone ? ["phone"] : []), ...(hasMeta ? ["messenger", "whatsapp"] : [])];
/** The one world that a phone shows. */
export const tab = signal(shown.includes(asked) ? asked : "slack");
const kept = signal(load());
kept.subscribe((value) => localStorage.setItem(KEY, JSON.stringify(value)));
let addressCounts = ["slack", "teams", "both"].includes(asked);

export function isOpen(id: string): boolean {
  if (phone.value) return tab.value === id;
  const world = WORLDS.find((each) => each.id === id);
  const { open } = kept.value;
  if (world?.desk && addressCounts) return asked === "both" || asked === id;
  return open[id] ?? (asked === id || innerWidth >= (world?.openFrom ?? 0));
}

export function sizeOf(id: string): number {
  return kept.value.size[id] ?? WORLDS.find((each) => each.id === id)?.size ?? 400;
}

/** Open or close a world on a desktop, or go to it on a phone; the last open one stays, and a desk takes another's place. */
export function toggle(id: string): void {
  if (phone.peek()) {
    tab.value = id;
    return;
  }
  const on = isOpen(id);
  if (on && !WORLDS.some((each) => each.id !== id && isOpen(each.id))) return;
  if (desks().includes(id) && !(on && !bothDesks())) return showDesks([id]);
  set({ [id]: !on });
}

/** Whether every desk is open. */
export function bothDesks(): boolean {
  return !phone.value && desks().every(isOpen);
}

/** Show every desk beside the others, or only the first again. */
export function toggleBoth(): void {
  showDesks(bothDesks() ? desks().slice(0, 1) : desks());
}

function showDesks(ids: string[]): void {
  set(Object.fromEntries(desks().map((each) => [each, ids.includes(each)])));
}

function set(open: Record<string, boolean>): void {
  const now = { ...Object.fromEntries(desks().map((each) => [each, isOpen(each)])), ...kept.peek().open, ...open };
  if (addressCounts) for (const each of desks()) now[each] = open[each] ?? isOpen(each);
  // A choice outlives a reload, so the address says nothing any more.
  if (addressCounts) history.replaceState(null, "", location.pathname + location.hash);
  addressCounts = false;
  kept.value = { ...kept.peek(), open: now };
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

/** Which of the open worlds takes what the others leave: the first that grows. */
export function grower(): string | undefined {
  return WORLDS.find((each) => each.grows && isOpen(each.id))?.id;
}
