/**
 * Answers looked at before they are sent, so that what is wrong is said at once; the bridge looks at all of them again.
 * The same rules as core/features/secure_answers.py.
 */
import type { SecureField, Wrong } from "./plan";

/** Brands by where their numbers begin, as core/features/sensitive/brands.py has them: a test compares the two. */
const BRANDS: Record<string, string> = {
  "Visa": "4",
  "Mastercard": "51-55 2221-2720",
  "American Express": "34 37",
  "Discover": "6011 644-649 65",
  "Diners Club": "300-305 3095 36 38-39",
  "JCB": "3528-3589 1800 2131",
  "Maestro": "500-509 56-58 6012-6015 6020 63 67 6759 6761-6763 6799",
  "UnionPay": "62 8100-8171",
  "Mir": "2200-2204",
  "Troy": "979200-979289",
  "Elo": "401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297 636368 650031-650033 650035-650051 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727 650901-650978 651652-651679 655000-655019 655021-655058",
  "Hipercard": "606282 637095 637568 637599 637609 637612",
  "Verve": "506099-506198 507865-507964 650002-650027",
  "RuPay": "508 353 356 60 82",
  "Dankort": "4571 5019",
  "InterPayment": "636",
  "UzCard": "8600 5614",
  "Humo": "9860",
};

interface Range {
  brand: string;
  first: string;
  last: string;
}

/** Where ranges overlap, the longest beginning tells the brand. */
const RANGES: Range[] = Object.entries(BRANDS)
  .flatMap(([brand, begins]) =>
    begins.split(" ").map((one) => {
      const [first = "", last = first] = one.split("-");
      return { brand, first, last };
    }),
  )
  .sort((one, other) => other.first.length - one.first.length);
const LONGEST = 2000;
const MOST_NEEDED = 4;

export function digitsOf(words: string): string {
  return words.normalize("NFKC").replace(/[\s.\-\u2010-\u2015]+/g, "");
}

/** The brand of what has been typed so far: null while nothing can be said, "" when it is none that is known. */
export function brandOf(words: string): string | null {
  const digits = digitsOf(words);
  if (!/^\d+$/.test(digits)) return null;
  for (const { brand, first, last } of RANGES) {
    const begin = digits.slice(0, first.length);
    if (begin.length === first.length && first <= begin && begin <= last) return brand;
  }
  return digits.length >= MOST_NEEDED ? "" : null;
}

function passesLuhn(digits: string): boolean {
  let total = 0;
  [...digits].reverse().forEach((sign, place) => {
    const value = Number(sign) * (place % 2 ? 2 : 1);
    total += value > 9 ? value - 9 : value;
  });
  return total % 10 === 0;
}

function isCard(words: string): boolean {
  const digits = digitsOf(words);
  return /^\d{12,19}$/.test(digits) && new Set(digits).size > 1 && passesLuhn(digits);
}

function expiry(words: string): Wrong | null {
  const found = /^(\d{1,2})\s*[/.\s-]\s*(\d{2}|\d{4})$|^(\d{2})(\d{2})$/.exec(words.normalize("NFKC"));
  if (!found) return "expiry";
  const month = Number(found[1] ?? found[3]);
  const written = Number(found[2] ?? found[4]);
  const year = written > 99 ? written : 2000 + written;
  const now = new Date();
  if (month < 1 || month > 12 || year > now.getFullYear() + 20) return "expiry";
  return year < now.getFullYear() || (year === now.getFullYear() && month < now.getMonth() + 1) ? "expired" : null;
}

function isSsn(words: string): boolean {
  const found = /^(\d{3})[- ]?(\d{2})[- ]?(\d{4})$/.exec(words.normalize("NFKC"));
  if (!found) return false;
  const [, area = "", group, serial] = found;
  return area !== "000" && area !== "666" && area < "900" && group !== "00" && serial !== "0000";
}

const FITS: Partial<Record<SecureField["kind"], RegExp>> = {
  email: /^[^@\s<>,;]{1,64}@[^@\s<>,;.]{1,63}(\.[^@\s<>,;.]{1,63}){1,8}$/,
  phone: /^\+?[0-9][0-9 ()/.-]{3,30}[0-9]$/,
  number: /^[+-]?[0-9]{1,15}([.,][0-9]{1,6})?$/,
  date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
};

/** What is wrong with an answer, or null. A pattern of the installation's own is the bridge's to look at. */
export function wrongWith(field: SecureField, answer: string | File | undefined): Wrong | null {
  if (answer instanceof File) {
    return field.max_bytes !== undefined && answer.size > field.max_bytes ? "file_large" : null;
  }
  const words = (answer ?? "").trim();
  if (words === "") return field.required ? "missing" : null;
  if (words.length > LONGEST) return "long";
  if (field.kind === "card") return isCard(words) ? null : "card";
  if (field.kind === "expiry") return expiry(words);
  if (field.kind === "ssn") return isSsn(words) ? null : "ssn";
  const pattern = FITS[field.kind];
  return pattern && !pattern.test(words) ? (field.kind as Wrong) : null;
}
