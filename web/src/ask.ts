/** Asks the GraphQL API: typed operations, one fetch, and errors that say what to do. */

import { SERVER } from "./root";

declare const types: unique symbol;

/** The text of an operation. The types `Answer` and `Variables` exist only for the compiler. */
export type Question<Answer, Variables> = string & { readonly [types]?: (variables: Variables) => Answer };

export function question<Answer, Variables>(text: string): Question<Answer, Variables> {
  return text as Question<Answer, Variables>;
}

/** A question without an answer. `code` is one of the API's codes, or UNREACHABLE if no server answered. */
export class AskError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly extensions: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** The message without the hint at its end. */
  get problem(): string {
    const hint = String(this.extensions.hint ?? "");
    return hint && this.message.endsWith(hint) ? this.message.slice(0, -hint.length).trimEnd() : this.message;
  }

  /** Ids that may have been meant. */
  get suggestions(): string[] {
    return Array.isArray(this.extensions.suggestions) ? this.extensions.suggestions.map(String) : [];
  }
}

const KEY = "ladder.key";
const SECONDS = 30;

/** Stores an API key until the tab is closed. */
export function keepKey(key: string): void {
  sessionStorage.setItem(KEY, key.trim());
}

/** The answer to a question. Throws AskError for any error, even if there is partial data. */
export async function ask<Answer, Variables>(text: Question<Answer, Variables>, variables: Variables, stop?: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.timeout(SECONDS * 1000);
  let response: Response;
  try {
    response = await fetch(`${SERVER}graphql`, {
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

/** The data of a response. Throws its first error. */
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

export const hasKey = (): boolean => !!sessionStorage.getItem(KEY);

function authorization(): Record<string, string> {
  const key = sessionStorage.getItem(KEY);
  return key ? { authorization: `Bearer ${key}` } : {};
}
