/** Questions to the GraphQL API: typed texts, one fetch, and errors that say what to do. */

declare const types: unique symbol;

/** The text of an operation; `Answer` and `Variables` are known to the compiler only. */
export type Question<Answer, Variables> = string & { readonly [types]?: (variables: Variables) => Answer };

export function question<Answer, Variables>(text: string): Question<Answer, Variables> {
  return text as Question<Answer, Variables>;
}

/** An answer that did not come. `code` is one of the API's, or UNREACHABLE when no server answered at all. */
export class AskError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly extensions: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** What is wrong, without the hint that ends the message. */
  get problem(): string {
    const hint = String(this.extensions.hint ?? "");
    return hint && this.message.endsWith(hint) ? this.message.slice(0, -hint.length).trimEnd() : this.message;
  }

  /** Ids that may have been meant instead. */
  get suggestions(): string[] {
    return Array.isArray(this.extensions.suggestions) ? this.extensions.suggestions.map(String) : [];
  }
}

const KEY = "ladder.key";
const SECONDS = 30;

/** Keeps an API key for as long as the tab is open. */
export function keepKey(key: string): void {
  sessionStorage.setItem(KEY, key.trim());
}

/** The answer to a question. Throws AskError; nothing partial comes through. */
export async function ask<Answer, Variables>(text: Question<Answer, Variables>, variables: Variables, stop?: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.timeout(SECONDS * 1000);
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...authorization() },
      body: JSON.stringify({ query: text, variables }),
      signal: stop ? AbortSignal.any([stop, limit]) : limit,
    });
  } catch (error) {
    if (stop?.aborted) throw error;
    throw limit.aborted
      ? new AskError("TIMEOUT", `The server has not answered in ${SECONDS} seconds.`)
      : new AskError("UNREACHABLE", "The server does not answer. Is it running?");
  }
  return unwrapped<Answer>(response.status, await response.text());
}

/** The data in a body, or the first of its errors. */
export function unwrapped<Answer>(status: number, body: string): Answer {
  let answer: { data?: Answer | null; errors?: { message: string; extensions?: Record<string, unknown> }[] };
  try {
    answer = JSON.parse(body);
  } catch {
    throw new AskError("UNREACHABLE", `Something other than the ladder's API answered, with status ${status}.`);
  }
  const [error] = answer.errors ?? [];
  if (error) throw new AskError(String(error.extensions?.code ?? "INTERNAL"), error.message, error.extensions);
  if (!answer.data) throw new AskError("INTERNAL", `The server answered nothing, with status ${status}.`);
  return answer.data;
}

function authorization(): Record<string, string> {
  const key = sessionStorage.getItem(KEY);
  return key ? { authorization: `Bearer ${key}` } : {};
}
