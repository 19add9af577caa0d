/** Emoji names as Slack writes them (`wave`, `wave::skin-tone-3`) to characters, and the list behind the picker. */
import rows from "emoji-table";

export interface Emoji {
  char: string;
  name: string;
  group: number;
  toned: boolean;
}

const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];
const ALIASES: Record<string, string> = { thumbsup: "+1", thumbsdown: "-1", simple_smile: "slightly_smiling_face" };

export const EMOJI: Emoji[] = rows.map(([char, names, group, toned]) => ({
  char,
  name: names.split(" ")[0] ?? "",
  group,
  toned: toned === 1,
}));
const byName = new Map<string, Emoji>();
rows.forEach(([, names], at) => names.split(" ").forEach((name) => byName.set(name, EMOJI[at] as Emoji)));

/** The character for a name, or undefined for a custom or unknown emoji. */
export function emojiChar(name: string, tone = 0): string | undefined {
  const [base = "", toneName] = name.replaceAll(":", " ").trim().split(/\s+/);
  const wanted = toneName?.startsWith("skin-tone-") ? Number(toneName.slice(10)) : tone;
  const emoji = byName.get(ALIASES[base] ?? base);
  if (!emoji) return undefined;
  return emoji.toned && wanted >= 2 && wanted <= 6 ? withTone(emoji.char, TONES[wanted] ?? "") : emoji.char;
}

/** A skin tone goes right behind the first character and takes the place of a variation selector. */
function withTone(char: string, tone: string): string {
  const [first = "", ...rest] = [...char];
  return first + tone + (rest[0] === "\ufe0f" ? rest.slice(1) : rest).join("");
}

export function searchEmoji(query: string, limit: number): Emoji[] {
  const wanted = query.toLowerCase().replaceAll(" ", "_");
  const starts = EMOJI.filter((each) => each.name.startsWith(wanted));
  const contains = EMOJI.filter((each) => !each.name.startsWith(wanted) && each.name.includes(wanted));
  return [...starts, ...contains].slice(0, limit);
}
