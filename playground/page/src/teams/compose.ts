/** Between what a person sees in the box and what is sent: typed Markdown becomes HTML, and a message becomes editable again. */
import type { Json } from "../sim";
import { isMarked, markdown } from "./markdown";
import type { Command, Message, TeamsState } from "./types";

/** What goes out for these words: HTML only where they are marked, for plain words make mentions. */
export function composed(text: string, state: TeamsState): Json {
  const others = state.people.some((each) => text.includes(`@${each.name}`));
  if (others || !isMarked(text)) return { text };
  // The playground puts the bot's mention in front of the HTML by itself.
  const words = text.replaceAll(new RegExp(`@${escapeRegExp(state.bot.name)}(?!\\w) ?`, "g"), "");
  return { text, html: markdown(words, true) };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const WRAPS: Record<string, [string, string]> = {
  strong: ["**", "**"],
  b: ["**", "**"],
  em: ["_", "_"],
  i: ["_", "_"],
  s: ["~~", "~~"],
  code: ["`", "`"],
  pre: ["```\n", "\n```"],
  blockquote: ["> ", "\n"],
  li: ["- ", "\n"],
  p: ["", "\n"],
};

/** The words of a message as they were typed. */
export function typed(message: Message): string {
  return written(new DOMParser().parseFromString(message.html || message.text, "text/html").body).trim();
}

function written(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? "").replaceAll("\u00a0", " ");
  if (!(node instanceof Element)) return "";
  if (node.localName === "br") return "\n";
  const words = [...node.childNodes].map(written).join("");
  if (node.localName === "at" || node.getAttribute("itemtype")?.endsWith("/Mention")) return `@${words}`;
  if (node.localName === "a") {
    const href = node.getAttribute("href") ?? "";
    return href === words ? words : `[${words}](${href})`;
  }
  const [before, after] = WRAPS[node.localName] ?? ["", ""];
  return before + words + after;
}

export interface Hint {
  title: string;
  note: string;
  insert: string;
}
const MOST = 8;

/** Suggestions for what stands in the box: the app's commands after its name, people and the app after an @. */
export function hintsFor(text: string, state: TeamsState, people: string[], personal: boolean): Hint[] {
  const bot = state.bot.name;
  const commands = state.app.commands.filter((each) => each.scopes.includes(personal ? "personal" : "team"));
  const after = new RegExp(`^(\\s*@${escapeRegExp(bot)}\\s+)(\\S*)$`).exec(text);
  if (after) return offered(commands, after[1] ?? "", after[2] ?? "");
  if (personal) return /^\w+$/.test(text) ? offered(commands, "", text) : [];
  const name = /(?:^|\s)@([\p{L}\p{N} .'-]{0,30})$/u.exec(text)?.[1];
  if (name === undefined) return [];
  const before = text.slice(0, text.length - name.length);
  const fits = (each: string): boolean =>
    each !== name.trim() &&
    each
      .split(/\s+/)
      .concat(each)
      .some((part) => part.toLowerCase().startsWith(name.toLowerCase()));
  const named = people.filter(fits).map((each) => ({ title: each, note: "", insert: `${before}${each} ` }));
  const app = fits(bot) ? [{ title: bot, note: "App", insert: `${before}${bot} ` }] : [];
  return [...app, ...named].slice(0, MOST);
}

function offered(commands: Command[], before: string, start: string): Hint[] {
  return commands
    .filter((each) => each.title.toLowerCase().startsWith(start.toLowerCase()) && each.title !== start)
    .map((each) => ({ title: each.title, note: each.description, insert: `${before}${each.title} ` }));
}
