/**
 * What the widget remembers between pages: token, unsent messages, draft, sound setting.
 *
 * Rule: works when localStorage throws or is full (private windows, blocked third-party storage): then it
 * remembers for the life of the page only. No message that was stored by the server is kept here. What belongs to a
 * verified person is kept under their name: whoever sits here next doesn't find it.
 */
const PREFIX = "deskbridge.";
const memory = new Map<string, string>();
/** What every visitor of this browser shares. */
const SHARED = ["token", "muted"];
let scope = "";

function place(key: string): string {
  return SHARED.includes(key) ? key : scope + key;
}

/** Remember for somebody else from now on: a verified person, or with "" whoever sits here. */
export function rememberFor(person: string): void {
  const next = person && `${person}.`;
  if (next === scope) return;
  // What was begun before somebody logged in goes on as theirs.
  const mine = scope === "" ? ["draft", ...keysFrom("out.")].map((key) => [key, recall(key)] as const) : [];
  if (next !== "") for (const key of ["chat", "seen", "dismissed", ...mine.map(([key]) => key)]) forget(key);
  scope = next;
  if (next !== "") for (const [key, value] of mine) if (value !== null) remember(key, value);
}

export function recall(name: string): string | null {
  const key = place(name);
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function remember(name: string, value: string): void {
  const key = place(name);
  try {
    localStorage.setItem(PREFIX + key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

export function forget(name: string): void {
  const key = place(name);
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is blocked: the copy in memory was all there was.
  }
}

/** All remembered keys that start with `start`, without our prefix. */
export function keysFrom(start: string): string[] {
  const first = scope + start;
  const found = new Set([...memory.keys()].filter((key) => key.startsWith(first)));
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i) ?? "";
      if (key.startsWith(PREFIX + first)) found.add(key.slice(PREFIX.length));
    }
  } catch {
    // As above.
  }
  return [...found].map((key) => key.slice(scope.length));
}
