/** Calls to the playground's human side (/_sim): what a person does, as plain JSON. Refusals come back as SimError with a sentence to show. */

export class SimError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export type Json = Record<string, unknown>;

/** Call one /_sim route and give its JSON; throws SimError with a sentence a person can read. */
export async function sim<T = Json>(path: string, body?: unknown, method?: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/_sim/${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new SimError("unreachable", "The playground does not answer. Is it still running?");
  }
  const answer = await readJson(response);
  if (!response.ok || answer.ok === false) {
    const code = String(answer.error ?? response.status);
    throw new SimError(code, String(answer.message ?? `The playground refused: ${code}.`), answer);
  }
  return answer as T;
}

async function readJson(response: Response): Promise<Json> {
  try {
    return (await response.json()) as Json;
  } catch {
    return {
      ok: false,
      error: `http_${response.status}`,
      message: `The playground answered ${response.status} without JSON.`,
    };
  }
}
