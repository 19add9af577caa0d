/**
 * Arranges the log for reading: day separators, notices, and groups of messages by the same person within a few
 * minutes. Pure.
 */
import { type Formatted, formattedText } from "./formatting";
import { type Entry, type MessageEntry, type Pending, type StatusEntry } from "./state";
import { text } from "./strings";
import { isSameDay } from "./times";
import type { FilePart, WireMessage } from "./wire";

const GROUP_MS = 5 * 60_000;

export interface Item {
  key: string;
  seq: number | null;
  at: string;
  content: Formatted;
  files: FilePart[];
  edited: boolean;
  deleted: boolean;
  pending: Pending | null;
}

export interface Group {
  kind: "group";
  key: string;
  mine: boolean;
  name: string;
  picture: string | null;
  items: Item[];
}

export type Row = Group | { kind: "day"; key: string; at: string } | { kind: "notice"; key: string; at: string; text: string };

export function arrange(entries: readonly Entry[], pending: readonly Pending[]): Row[] {
  const rows: Row[] = [];
  let day: string | null = null;
  const startDay = (at: string): void => {
    if (day === null || !isSameDay(day, at)) rows.push({ kind: "day", key: `day ${at}`, at });
    day = at;
  };
  for (const entry of entries) {
    const row = entry.kind === "status" ? statusNotice(entry) : entry.message.from === "system" ? systemNotice(entry) : null;
    if (entry.kind === "status" && row === null) continue;
    startDay(entry.at);
    if (row) rows.push(row);
    else if (entry.kind === "message") addTo(rows, entry.message, fromEntry(entry));
  }
  for (const item of pending) {
    startDay(item.at);
    addTo(rows, { from: "customer", name: text.you, picture: null }, fromPending(item));
  }
  return rows;
}

function statusNotice(entry: StatusEntry): Row | null {
  const fallback = entry.status === "active" && entry.person ? text.joined(entry.person.name) : entry.status === "ended" ? text.ended : null;
  const words = entry.text || fallback;
  return words ? { kind: "notice", key: `n${entry.seq}`, at: entry.at, text: words } : null;
}

function systemNotice(entry: MessageEntry): Row | null {
  return entry.message.deleted ? null : { kind: "notice", key: `n${entry.seq}`, at: entry.at, text: entry.message.text };
}

function fromEntry({ message, seq, at }: MessageEntry): Item {
  const files = message.parts.filter((part): part is FilePart => part.kind === "file");
  return { key: message.client_id || message.id, seq, at, content: formattedText(message), files, edited: message.edited, deleted: message.deleted, pending: null };
}

function fromPending(item: Pending): Item {
  return { key: item.id, seq: null, at: item.at, content: { text: item.text, marks: [] }, files: item.files, edited: false, deleted: false, pending: item };
}

function addTo(rows: Row[], author: Pick<WireMessage, "from" | "name" | "picture">, item: Item): void {
  const mine = author.from === "customer";
  const last = rows.at(-1);
  const latest = last?.kind === "group" ? last.items.at(-1) : undefined;
  const isClose = latest !== undefined && Date.parse(item.at) - Date.parse(latest.at) < GROUP_MS;
  if (last?.kind === "group" && isClose && last.mine === mine && (mine || last.name === author.name)) {
    last.items.push(item);
    return;
  }
  rows.push({ kind: "group", key: `g${item.key}`, mine, name: author.name, picture: author.picture, items: [item] });
}
