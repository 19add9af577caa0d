/**
 * What the widget remembers between pages: token, unsent messages, draft, sound setting.
 *
 * Rule: works when localStorage throws or is full (private windows, blocked third-party storage): then it
 * remembers for the life of the page only. No message that was stored by the server is kept here.
 */
const PREFIX = "deskbridge.";
const memory = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is blocked: the copy in memory was all there was.
  }
}

/** All remembered keys that start with `start`, without our prefix. */
export function keysFrom(start: string): string[] {
  const found = new Set([...memory.keys()].filter((key) => key.startsWith(start)));
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i) ?? "";
      if (key.startsWith(PREFIX + start)) found.add(key.slice(PREFIX.length));
    }
  } catch {
    // As above.
  }
  return [...found];
}
