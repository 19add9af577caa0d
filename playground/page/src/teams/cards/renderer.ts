/**
 * Adaptive Cards drawn by Microsoft's own renderer, in a script of their own that is loaded with the first card.
 * Rules: it draws and tells what a person did; what that does is the caller's. Text becomes HTML by our own escaping Markdown only.
 */
import {
  AdaptiveCard,
  type Action,
  ExecuteAction,
  GlobalRegistry,
  OpenUrlAction,
  SerializationContext,
  SubmitAction,
  Table,
  Versions,
} from "adaptivecards";
import { markdown } from "../markdown";
import type { Card } from "../types";
import { hostConfig } from "./host-config";
import { NUMBER, numbered } from "./numbered";
import { SearchedChoice, type Search } from "./searched-choice";

export interface Used {
  kind: "execute" | "submit" | "url";
  /** Which of the card's actions, counted from the first. */
  index: number;
  title: string;
  url: string;
  inputs: Record<string, unknown>;
}
export interface Behind {
  title: string;
  use: () => void;
}
export interface Draw {
  onUse: (used: Used) => void;
  onLink: (url: string) => void;
  /** Show the actions that stand behind the dots. */
  onMore: (anchor: HTMLElement, actions: Behind[]) => void;
  search: Search;
}

GlobalRegistry.elements.register("Input.ChoiceSet", SearchedChoice, Versions.v1_0);
// Tables register themselves when their module is loaded; asking for them here keeps it in the bundle.
if (!GlobalRegistry.elements.findByName("Table")) GlobalRegistry.elements.register("Table", Table, Versions.v1_5);

let mentioned: string[] = [];
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = withMentions(markdown(text));
  result.didProcess = true;
};

/** Draw a card; throws when the renderer cannot make anything of it. */
export function draw(source: Card, how: Draw): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig();
  // The newest version that the renderer knows: choices that are looked up are of 1.6 there, but in Teams of 1.5.
  const context = new SerializationContext();
  mentioned = namesIn(source);
  SearchedChoice.search = how.search;
  const numbers = new Map<Action, number>();
  context.onParseAction = (action, json: Record<string, unknown>) => void numbers.set(action, Number(json[NUMBER]));
  card.parse(numbered(source), context);
  card.onExecuteAction = (action) => {
    const used = usedOf(action, numbers.get(action) ?? 0);
    if (used) how.onUse(used);
  };
  card.onAnchorClicked = (_, anchor) => {
    how.onLink(anchor.href);
    return true;
  };
  card.onDisplayOverflowActionMenu = (actions, target) => {
    const behind = actions.map((each) => ({ title: each.title ?? "", use: () => each.execute() }));
    if (target) how.onMore(target, behind);
    return true;
  };
  const drawn = card.render();
  if (!drawn) throw new Error("The card is empty.");
  // The renderer makes the card a stop of its own for the keyboard; its label stands on our frame.
  drawn.removeAttribute("tabindex");
  return drawn;
}

function usedOf(action: Action, index: number): Used | null {
  const kind =
    action instanceof ExecuteAction
      ? "execute"
      : action instanceof SubmitAction
        ? "submit"
        : action instanceof OpenUrlAction
          ? "url"
          : null;
  if (!kind) return null;
  const inputs: Record<string, unknown> = {};
  // The renderer knows which inputs go with an action: those of its card and of the cards around it.
  for (const [id, input] of Object.entries(action.getReferencedInputs() ?? {}))
    if (input.value !== undefined) inputs[id] = input.value;
  const url = action instanceof OpenUrlAction ? (action.url ?? "") : "";
  return { kind, index, title: action.title ?? "", url, inputs };
}

interface Mentions {
  entities?: { type?: string; text?: string }[];
}

/** The mentions that a card declares, as they stand in its texts. */
function namesIn(card: Card): string[] {
  const declared = (card.msteams as Mentions | undefined)?.entities ?? [];
  return declared.filter((each) => each.type === "mention").map((each) => String(each.text ?? ""));
}

function withMentions(html: string): string {
  let out = html;
  for (const each of mentioned) {
    const name = /^<at>([^<>]*)<\/at>$/.exec(each)?.[1];
    if (name) out = out.replaceAll(`&lt;at&gt;${name}&lt;/at&gt;`, `<span class="mention">${name}</span>`);
  }
  return out;
}
