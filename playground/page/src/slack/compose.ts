/** Between what a person sees in the box and what is sent: names with spaces become mentions, and a message's text becomes editable again. */
import { unescapeText } from "../blocks/inline";
import type { SlackState } from "./types";

const CODE = /(```[^`][^]*?```|`[^`\n]+`)/;

/** Slack's client completes mentions itself, but not within code; escaping is done by whoever receives the typed text. */
export function encode(text: string, state: SlackState): string {
  const people = new Map(state.users.map((each) => [each.real_name.toLowerCase(), each.id] as const));
  const names = [...people.keys()]
    .sort((a, b) => b.length - a.length)
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (names.length === 0) return text;
  const at = new RegExp(`(?<![\\p{L}\\p{N}<])@(${names.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const mention = (whole: string, name: string): string => {
    const id = people.get(name.toLowerCase());
    return id ? `<@${id}>` : whole;
  };
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(at, mention)))
    .join("");
}

export function decode(text: string, state: SlackState): string {
  const plain = text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id: string) => {
      const person = state.users.find((each) => each.id === id);
      return person ? `@${person.name}` : whole;
    })
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, "#$1")
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<((?:https?|mailto|tel):[^|>]+)(?:\|[^>]*)?>/g, "$1");
  return unescapeText(plain);
}
