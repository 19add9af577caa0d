/** Times as the viewer's own clock and language show them: message times and Slack's `<!date^…>` placeholders. */
import { signal } from "@preact/signals";

const TICK_MS = 20_000;
/** The time now in seconds, renewed now and then so that "2 minutes ago" stays true. */
export const now = signal(Date.now() / 1000);
setInterval(() => {
  now.value = Date.now() / 1000;
}, TICK_MS);

const DAY = 86_400;
const show = (ts: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(undefined, options).format(ts * 1000);

export const clock = (ts: number): string => show(ts, { hour: "numeric", minute: "2-digit" });
const long = (ts: number): string => show(ts, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
const short = (ts: number): string => show(ts, { month: "short", day: "numeric", year: "numeric" });
const medium = (ts: number): string => show(ts, { month: "long", day: "numeric", year: "numeric" });

function dayOffset(ts: number): number {
  const midnight = (value: number): number => new Date(value * 1000).setHours(0, 0, 0, 0) / 1000;
  return Math.round((midnight(ts) - midnight(now.value)) / DAY);
}

/** "Today", "Yesterday", "Tomorrow", or what `other` says. */
function pretty(ts: number, other: (ts: number) => string): string {
  return { "-1": "Yesterday", "0": "Today", "1": "Tomorrow" }[String(dayOffset(ts))] ?? other(ts);
}

export const dayName = (ts: number): string =>
  pretty(ts, (value) => show(value, { weekday: "long", month: "long", day: "numeric" }));
export const fullTime = (ts: number): string => show(ts, { dateStyle: "full", timeStyle: "medium" });

export function ago(ts: number): string {
  const seconds = Math.round(ts - now.value);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", DAY],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return Math.abs(seconds) < 30 ? "just now" : words.format(Math.trunc(seconds / size), unit);
}

const TOKENS: Record<string, (ts: number) => string> = {
  date_num: (ts) => new Date(ts * 1000 - new Date(ts * 1000).getTimezoneOffset() * 60_000).toISOString().slice(0, 10),
  date_slash: (ts) => show(ts, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: medium,
  date_short: short,
  date_long: long,
  date_long_full: long,
  date_pretty: (ts) => pretty(ts, medium),
  date_short_pretty: (ts) => pretty(ts, short),
  date_long_pretty: (ts) => pretty(ts, long),
  day_divider_pretty: dayName,
  time: clock,
  time_secs: (ts) => show(ts, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

/** Fill Slack's date placeholders; the fallback is for a format that cannot be understood. */
export function formatDate(ts: number, format: string, fallback: string): string {
  if (!format) return fallback || clock(ts);
  let unknown = false;
  const text = format.replace(/\{([a-z_]+)\}/g, (whole, token: string) => {
    const render = TOKENS[token];
    unknown ||= render === undefined;
    return render ? render(ts) : whole;
  });
  return unknown ? fallback || text : text;
}
