/**
 * A copy of a card in which each action carries its number, by which the playground is told which one was used.
 * The order is that of the playground's own walk through a card (playground/teams/cards.py).
 */
import type { Card } from "../types";

export const NUMBER = "playgroundNumber";
const KEYS = ["body", "items", "columns", "rows", "cells", "selectAction", "inlineAction", "card", "actions"];

export function numbered(card: Card): Card {
  const copy = structuredClone(card);
  let next = 0;
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    if (typeof part !== "object" || part === null || Array.isArray(part)) return;
    const object = part as Record<string, unknown>;
    if (String(object.type ?? "").startsWith("Action.")) {
      object[NUMBER] = next;
      next += 1;
    }
    for (const key of KEYS) walk(object[key]);
  };
  walk(copy);
  return copy;
}
