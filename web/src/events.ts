/** New revisions of the graph: views ask again when one comes, and keep what they show until the answer is there. */
import { hasKey } from "./ask";
import { SERVER } from "./root";

export const REVISION = "ladder:revision";

/** Announces revisions other than the one shown. Returns how to stop. A browser sends no key with events, so where one is needed nobody follows. */
export function followRevisions(shown: number): (() => void) | undefined {
  if (hasKey() || typeof EventSource === "undefined") return undefined;
  const source = new EventSource(`${SERVER}events`);
  source.addEventListener("revision", (event) => {
    const { revision } = JSON.parse((event as MessageEvent<string>).data) as { revision: number };
    if (revision !== shown) dispatchEvent(new Event(REVISION));
  });
  return () => source.close();
}
