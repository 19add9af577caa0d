/**
 * Cuts text into plain runs and links. Only http://, https:// and www. become links; nothing is parsed as HTML.
 */
export interface Run {
  text: string;
  href: string | null;
}

const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^\u0000-\u001f]+/gi;
const CLOSERS: Record<string, string> = { ")": "(", "]": "[", "»": "«", "”": "“" };

/** A link at the end of a sentence does not own the full stop, nor a bracket that was opened before it. */
function trimEnd(link: string): string {
  let end = link.length;
  while (end > 0) {
    const last = link.charAt(end - 1);
    const opener = CLOSERS[last];
    const isStray = opener !== undefined && count(link, last, end) > count(link, opener, end);
    if (!isStray && !/[.,:;!?…*_~]/.test(last)) break;
    end -= 1;
  }
  return link.slice(0, end);
}

function count(text: string, char: string, end: number): number {
  let n = 0;
  for (let i = 0; i < end; i++) if (text[i] === char) n += 1;
  return n;
}

function address(link: string): string | null {
  try {
    const url = new URL(/^www\./i.test(link) ? `https://${link}` : link);
    return /^https?:$/.test(url.protocol) && url.hostname.length > 0 ? url.href : null;
  } catch {
    return null;
  }
}

export function linkify(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = trimEnd(match[0]);
    const href = /^www\.[^.]*$/i.test(link) ? null : address(link);
    if (href === null) continue;
    if (match.index > from) runs.push({ text: text.slice(from, match.index), href: null });
    runs.push({ text: link, href });
    from = match.index + link.length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), href: null });
  return runs;
}
