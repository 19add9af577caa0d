/** Dates, times and sizes as people of the chosen language write them. */
import { locale, text } from "./strings";

const DAY_MS = 86_400_000;

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

export function clockTime(iso: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

export function fullTime(iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

export function isSameDay(one: string, other: string): boolean {
  return startOfDay(new Date(one)) === startOfDay(new Date(other));
}

export function dayName(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0) return text.today;
  if (days === 1) return text.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? undefined : ("numeric" as const);
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", ...(year && { year }) }).format(at);
}

/** A length of time in the largest fitting unit, rounded up: nobody minds to be early. */
export function spanOf(seconds: number): string {
  const unit = seconds <= 90 ? "second" : seconds <= 5400 ? "minute" : "hour";
  const value = Math.ceil(seconds / { second: 1, minute: 60, hour: 3600 }[unit]);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** A moment to come: today by the clock, else with its day. */
export function whenOf(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  if (days === 0) return new Intl.DateTimeFormat(locale, clock).format(at);
  const day = days < 7 ? ({ weekday: "long" } as const) : ({ weekday: "long", day: "numeric", month: "long" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, ...clock }).format(at);
}

export function fileSize(bytes: number): string {
  const steps = ["byte", "kilobyte", "megabyte"] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = steps[step] ?? "byte";
  const digits = step > 0 && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: step === 0 ? "long" : "short", maximumFractionDigits: digits }).format(value);
}
