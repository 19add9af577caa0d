/**
 * Arranges the log for reading: day separators, notices, and groups of messages by the same person within a few
 * minutes. Pure.
 */
import { type Formatted, formattedText } from "./formatting";
import { type Entry, type MessageEntry, type Pending, type StatusEntry } from "./state";
import { text } from "./strings";
import { isSameDay } from "./times";
import type { FilePart, FormAsked, PageOffer, TextPart, WireMessage } from "./wire";

const GROUP_MS = 5 * 60_000;

/** A menu, and what was chosen from it; null as long as nothing is. */
export interface Menu {
  options: readonly string[];
  chosen: string | null;
}

export interface Item {
  key: string;
  /** The message's, once it is in the log. */
  message: string | null;
  seq: number | null;
  at: string;
  content: Formatted;
  files: FilePart[];
  edited: boolean;
  deleted: boolean;
  pending: Pending | null;
  menu: Menu | null;
  page: PageOffer | null;
  reactions: readonly { emoji: string; count: number }[];
}

export interface Group {
  kind: "group";
  key: string;
  mine: boolean;
  isBot: boolean;
  name: string;
  picture: string | null;
  items: Item[];
}

export type Row = Group | { kind: "day"; key: string; at: string } | { kind: "notice"; key: string; at: string; text: string; isReminder: boolean; isSecure?: boolean };

/** The id of what is chosen from a menu: one for each menu, so that it is chosen from once. */
export function pickId(message: string): string {
  return `pick_${message}`;
}

export function pageOf(message: WireMessage): PageOffer | null {
  return texts(message).find((part) => part.page)?.page ?? null;
}

/** The secure form of a message, if it asks for one. */
export function formOf(message: WireMessage): FormAsked | null {
  return message.deleted ? null : (texts(message).find((part) => part.form)?.form ?? null);
}

/** The secure form that is to be filled in now. */
export function formNow(entries: readonly Entry[]): FormAsked | null {
  return forms(entries).filter((form) => form.stage === "requested").at(-1) ?? null;
}

/** The secure form that was asked for last, wherever it stands. */
export function lastForm(entries: readonly Entry[]): FormAsked | null {
  return forms(entries).at(-1) ?? null;
}

function forms(entries: readonly Entry[]): FormAsked[] {
  return entries.map((entry) => (entry.kind === "message" ? formOf(entry.message) : null)).filter((form) => form !== null);
}

function texts(message: WireMessage): TextPart[] {
  return message.parts.filter((part): part is TextPart => part.kind === "text");
}

export function arrange(entries: readonly Entry[], pending: readonly Pending[]): Row[] {
  const rows: Row[] = [];
  const said = saidByClick(entries, pending);
  let day: string | null = null;
  const startDay = (at: string): void => {
    if (day === null || !isSameDay(day, at)) rows.push({ kind: "day", key: `day ${at}`, at });
    day = at;
  };
  for (const entry of entries) {
    const row = entry.kind === "status" ? statusNotice(entry) : entry.message.from === "system" ? systemNotice(entry) : secureNotice(entry);
    if (entry.kind === "status" && row === null) continue;
    startDay(entry.at);
    if (row) rows.push(row);
    else if (entry.kind === "message") addTo(rows, entry.message, fromEntry(entry, said));
  }
  for (const item of pending) {
    startDay(item.at);
    addTo(rows, { from: "customer", name: text.you, picture: null }, fromPending(item));
  }
  return rows;
}

/** What was chosen from menus, by the ids of the choices. */
function saidByClick(entries: readonly Entry[], pending: readonly Pending[]): Map<string, string> {
  const said = new Map<string, string>();
  for (const item of pending) if (item.pick && item.mark !== "failed") said.set(item.id, item.text);
  for (const entry of entries) {
    if (entry.kind === "message" && entry.message.client_id?.startsWith("pick_")) said.set(entry.message.client_id, entry.message.text);
  }
  return said;
}

function statusNotice(entry: StatusEntry): Row | null {
  const fallback = entry.status === "active" && entry.person ? text.joined(entry.person.name) : entry.status === "ended" ? text.ended : null;
  const words = entry.text ?? fallback; // empty words: there is nothing to say
  const isReminder = entry.status === "active" && entry.person === null;
  return words ? { kind: "notice", key: `n${entry.seq}`, at: entry.at, text: words, isReminder } : null;
}

function systemNotice(entry: MessageEntry): Row | null {
  return entry.message.deleted ? null : { kind: "notice", key: `n${entry.seq}`, at: entry.at, text: entry.message.text, isReminder: false };
}

function secureNotice(entry: MessageEntry): Row | null {
  const form = formOf(entry.message);
  if (form === null) return null;
  return { kind: "notice", key: `n${entry.seq}`, at: entry.at, text: text.secure[form.stage](form.title), isReminder: false, isSecure: true };
}

function fromEntry({ message, seq, at }: MessageEntry, said: Map<string, string>): Item {
  const options = texts(message).find((part) => part.choices)?.choices;
  const menu = options ? { options, chosen: said.get(pickId(message.id)) ?? null } : null;
  const page = pageOf(message);
  const content = page ? { text: "", marks: [] } : formattedText(message);
  const files = message.parts.filter((part): part is FilePart => part.kind === "file");
  const { edited, deleted, reactions = [] } = message;
  return { key: message.client_id || message.id, message: message.id, seq, at, content, files, edited, deleted, pending: null, menu, page, reactions };
}

function fromPending(item: Pending): Item {
  const content = { text: item.text, marks: [] };
  const nothing = { edited: false, deleted: false, menu: null, page: null, reactions: [] };
  return { key: item.id, message: null, seq: null, at: item.at, content, files: item.files, pending: item, ...nothing };
}

function addTo(rows: Row[], author: Pick<WireMessage, "from" | "name" | "picture">, item: Item): void {
  const mine = author.from === "customer";
  const last = rows.at(-1);
  const latest = last?.kind === "group" ? last.items.at(-1) : undefined;
  const isClose = latest !== undefined && Date.parse(item.at) - Date.parse(latest.at) < GROUP_MS;
  if (last?.kind === "group" && isClose && last.mine === mine && (mine || (last.name === author.name && last.isBot === (author.from === "bot")))) {
    last.items.push(item);
    return;
  }
  rows.push({ kind: "group", key: `g${item.key}`, mine, isBot: author.from === "bot", name: author.name, picture: author.picture, items: [item] });
}
