/**
 * Cuts a formatted text into nested stretches, ready to be drawn. Pure; nothing is parsed as HTML.
 *
 * Rules: marks may overlap in any way and the result nests, each character formatted by all marks over it; addresses
 * in the text become links, but not inside code, nor where the author made a link; a mark of a kind that is not known
 * here, or with an address that is not http, https or mailto, leaves plain words. Offsets are the wire's: UTF-16 code
 * units, the ones that strings have here.
 */
import { linkify } from "./linkify";
import type { TextMark, TextPart, WireMessage } from "./wire";

export interface Formatted {
  text: string;
  marks: readonly TextMark[];
}

/** `block` is code of several lines. */
export type Kind = "block" | "link" | "code" | "bold" | "italic" | "strike";

export interface Range {
  start: number;
  end: number;
  href?: string;
}

export type Stretch = string | { kind: Kind; href: string | undefined; inside: Stretch[] };

/** From the outside in: a link in a block must not cut the block, nor words in code a link. */
const NESTING: readonly Kind[] = ["block", "link", "code", "bold", "italic", "strike"];
const SAFE = /^(?:https?:\/\/|mailto:)/i;

/** The text parts of a message as one text. */
export function formattedText(message: WireMessage): Formatted {
  const parts = message.parts.filter((part): part is TextPart => part.kind === "text");
  const marks: TextMark[] = [];
  let text = "";
  for (const [i, part] of parts.entries()) {
    if (i > 0) text += "\n";
    for (const mark of part.marks ?? []) marks.push({ ...mark, start: mark.start + text.length, end: mark.end + text.length });
    text += part.text;
  }
  return { text, marks };
}

export function stretches({ text, marks }: Formatted): Stretch[] {
  const ranges = rangesByKind(text, marks);
  return nest(text, ranges, 0, text.length, 0);
}

function nest(text: string, ranges: Record<Kind, Range[]>, from: number, to: number, depth: number): Stretch[] {
  const kind = NESTING[depth];
  if (kind === undefined) return from < to ? [text.slice(from, to)] : [];
  const found: Stretch[] = [];
  let at = from;
  for (const range of ranges[kind]) {
    const start = Math.max(range.start, at);
    const end = Math.min(range.end, to);
    if (start >= end) continue;
    found.push(...nest(text, ranges, at, start, depth + 1));
    found.push({ kind, href: range.href, inside: nest(text, ranges, start, end, depth + 1) });
    at = end;
  }
  found.push(...nest(text, ranges, at, to, depth + 1));
  return found;
}

function rangesByKind(text: string, marks: readonly TextMark[]): Record<Kind, Range[]> {
  const sound = marks.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  const of = (kind: TextMark["kind"]): Range[] => sound.filter((mark) => mark.kind === kind).sort((a, b) => a.start - b.start);
  const allCode = joined(of("code"));
  const isBlock = ({ start, end }: Range): boolean => text.slice(start, end).includes("\n");
  const made = of("link").filter(({ href }) => href !== undefined && SAFE.test(href));
  const links = [...made, ...addresses(text).filter((range) => ![...made, ...allCode].some((other) => overlap(range, other)))];
  return {
    block: allCode.filter(isBlock),
    link: links.sort((a, b) => a.start - b.start),
    code: allCode.filter((range) => !isBlock(range)),
    bold: joined(of("bold")),
    italic: joined(of("italic")),
    strike: joined(of("strike")),
  };
}

/** Sorted ranges with those that touch or overlap made one. */
function joined(ranges: Range[]): Range[] {
  const found: Range[] = [];
  for (const { start, end } of ranges) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

function overlap(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

function addresses(text: string): Range[] {
  let at = 0;
  return linkify(text).flatMap((run) => {
    const start = at;
    at += run.text.length;
    return run.href === null ? [] : [{ start, end: at, href: run.href }];
  });
}
