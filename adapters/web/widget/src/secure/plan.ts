/** A secure form as the bridge tells it, and the way to it. What is filled in is kept by the form alone, in memory. */
export type Kind = "text" | "long" | "email" | "phone" | "number" | "date" | "choice" | "card" | "expiry" | "ssn" | "file" | "pattern";

export interface SecureField {
  name: string;
  label: string;
  kind: Kind;
  required: boolean;
  options: string[];
  help: string;
  /** What is said of an answer that doesn't fit the installation's own pattern. */
  hint: string;
  /** What a browser may fill in, as `autocomplete` calls it; nothing but parts of a card. */
  fills: string;
  max_bytes?: number;
  types?: string[];
}

export interface SecurePlan {
  id: string;
  title: string;
  intro: string;
  until: string;
  link: { url: string; host: string | null } | null;
  fields: SecureField[];
}

export type Wrong = "missing" | "long" | "email" | "phone" | "number" | "date" | "choice" | "card" | "expiry" | "expired" | "ssn" | "pattern" | "file_large" | "file_type";

/** sent · wrong at fields · gone: nobody asks for it any more · unsent: it can be sent again, with the reason. */
export type Outcome = { is: "sent" } | { is: "wrong"; fields: Record<string, Wrong> } | { is: "gone" } | { is: "unsent"; why: string | null };

/** Where a form is told and taken. */
export interface FormPort {
  /** The form, or null when it is not asked for any more. Throws when the bridge can't be reached. */
  describe(): Promise<SecurePlan | null>;
  send(data: FormData): Promise<Outcome>;
  decline(): Promise<boolean>;
}

const PATIENCE_MS = 30_000;

/** One request to the bridge; `headers` say who asks. Nothing is kept in a cache, and no address says from where. */
export async function call(url: URL, method: string, headers: Record<string, string>, body: FormData | null = null): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    return await fetch(url, { method, headers, body, cache: "no-store", credentials: "same-origin", referrerPolicy: "no-referrer", signal: giveUp.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** What became of a form that was sent. */
export async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok) return { is: "sent" };
  if (response.status === 410 || response.status === 404) return { is: "gone" };
  try {
    const body = (await response.json()) as { error?: { message?: string }; fields?: Record<string, Wrong> };
    if (response.status === 422 && body.fields) return { is: "wrong", fields: body.fields };
    return { is: "unsent", why: response.status === 413 || response.status === 429 ? (body.error?.message ?? null) : null };
  } catch {
    return { is: "unsent", why: null };
  }
}
