/** Colours derived from the one accent a site chooses, so that text on it and in it stays readable (WCAG 4.5:1). */
type Rgb = [number, number, number];

const FALLBACK = "#3b5bdb";
const SURFACE = { light: "#ffffff", dark: "#17191e" } as const;
/** The backgrounds on which accented text is hardest to read: other people's bubbles (`--bubble` in base.css). */
const HARDEST = { light: "#eef0f4", dark: "#2a2e36" } as const;

function parse(hex: string): Rgb {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(hex: string): number {
  const linear = parse(hex).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function mix(one: string, other: string, share: number): string {
  const [a, b] = [parse(one), parse(other)];
  return toHex([0, 1, 2].map((i) => (a[i] ?? 0) * (1 - share) + (b[i] ?? 0) * share) as Rgb);
}

/** `colour`, moved towards black or white until it can be read on `surface`. */
function readable(colour: string, surface: string): string {
  const towards = luminance(surface) > 0.4 ? "#000000" : "#ffffff";
  for (let share = 0; share < 1; share += 0.1) {
    const candidate = mix(colour, towards, share);
    if (contrast(candidate, surface) >= 4.5) return candidate;
  }
  return towards;
}

export interface Palette {
  accent: string;
  onAccent: string;
  accentText: string;
  /** Laid over the accent, makes text on it easier to read, never harder. */
  shade: string;
  surface: string;
}

export function palette(accent: string, dark: boolean): Palette {
  const colour = /^#[0-9a-f]{6}$/i.test(accent) ? accent : FALLBACK;
  const scheme = dark ? "dark" : "light";
  const onAccent = contrast(colour, "#ffffff") >= 4.5 ? "#ffffff" : "#14161a";
  const shade = onAccent === "#ffffff" ? "rgb(0 0 0 / .18)" : "rgb(255 255 255 / .18)";
  return { accent: colour, onAccent, shade, accentText: readable(colour, HARDEST[scheme]), surface: SURFACE[scheme] };
}
