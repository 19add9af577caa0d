/**
 * Messages that the bridge has not acknowledged, kept in storage so that a reload or a crash loses none.
 *
 * Rules: an id is made once and kept for every resend, so the bridge stores the message once; each message has a
 * storage key of its own, so two tabs don't overwrite each other; acknowledged means gone from here.
 */
import type { Pending } from "./state";
import { forget, keysFrom, recall, remember } from "./storage";

const PREFIX = "out.";

export function keep(item: Pending): void {
  remember(PREFIX + item.id, JSON.stringify(item));
}

export function drop(id: string): void {
  forget(PREFIX + id);
}

/** All unsent messages, oldest first. What cannot be read is dropped. */
export function unsent(): Pending[] {
  const items: Pending[] = [];
  for (const key of keysFrom(PREFIX)) {
    const item = read(recall(key));
    if (item) items.push(item);
    else forget(key);
  }
  return items.sort((a, b) => a.at.localeCompare(b.at));
}

function read(raw: string | null): Pending | null {
  try {
    const item = JSON.parse(raw ?? "") as Partial<Pending>;
    if (typeof item.id !== "string" || typeof item.text !== "string" || !Array.isArray(item.files)) return null;
    const said = { id: item.id, text: item.text, files: item.files, at: String(item.at), mark: "sending", reason: null } as const;
    return item.pick ? { ...said, pick: item.pick } : said;
  } catch {
    return null;
  }
}
