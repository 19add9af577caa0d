/** A person's picture, or their initials on a colour of their own when there is no picture or it doesn't load. */
import { useState } from "preact/hooks";
import { Icon } from "./icon";

const HUES = 6;

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? ([...word][0] ?? "") : ""));
  return letters.join("").toUpperCase() || "?";
}

function hue(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}

export function Avatar({ name, picture, isBot = false }: { name: string; picture: string | null; isBot?: boolean }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (picture && picture !== broken) {
    return <img class="avatar" src={picture} alt="" referrerpolicy="no-referrer" onError={() => setBroken(picture)} />;
  }
  return (
    <span class={`avatar ${isBot ? "bot" : `hue-${hue(name)}`}`} aria-hidden="true">
      {isBot ? <Icon name="bot" /> : initials(name)}
    </span>
  );
}
