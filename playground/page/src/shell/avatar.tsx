/** A face: the picture if it loads, otherwise initials on a colour that always belongs to that name. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { emojiChar } from "../blocks/emoji";

const HUES = [168, 205, 262, 322, 18, 42, 96, 235];

function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? 168;
}

function initials(name: string): string {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word].find((char) => /[\p{L}\p{N}]/u.test(char)) ?? "")
    .filter(Boolean);
  return (letters.slice(0, 2).join("") || "?").toUpperCase();
}

interface Props {
  name: string;
  image?: string | null;
  emoji?: string;
  size?: number;
  /** The class of the dot: "active", "away", or another that the styles know. */
  presence?: string;
}

export function Avatar({ name, image, emoji, size = 36, presence }: Props): JSX.Element {
  const [failed, setFailed] = useState("");
  const char = emoji && emojiChar(emoji);
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${Math.round(size * 0.4)}px`,
    "--hue": String(hueOf(name)),
  };
  return (
    <span class="avatar" style={style} aria-hidden="true">
      {image && failed !== image ? (
        <img src={image} alt="" onError={() => setFailed(image)} />
      ) : char ? (
        <span class="avatar-emoji">{char}</span>
      ) : (
        initials(name)
      )}
      {presence && <span class={`presence ${presence}`} />}
    </span>
  );
}
