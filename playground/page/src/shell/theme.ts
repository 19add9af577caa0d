/** Light or dark: follows the system until the person chooses, then remembers the choice. */
import { signal } from "@preact/signals";

export type Theme = "light" | "dark";
const KEY = "playground.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function current(): Theme {
  const kept = localStorage.getItem(KEY);
  if (kept === "light" || kept === "dark") return kept;
  return system.matches ? "dark" : "light";
}

export const theme = signal<Theme>(current());

system.addEventListener("change", () => {
  theme.value = current();
});
theme.subscribe((value) => {
  document.documentElement.dataset.theme = value;
});

export function toggleTheme(): void {
  const next = theme.peek() === "dark" ? "light" : "dark";
  localStorage.setItem(KEY, next);
  theme.value = next;
}
