/** What the page shows instead of an answer: waiting, slow, an error, no server. All of them say what to do. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Link, useAddress, withParams } from "./address";
import { REVISION } from "./events";
import { Titles } from "./questions";
import { ask, AskError, keepKey, type Question } from "./ask";

const SLOW_MILLISECONDS = 2000;

export interface Asked<Answer> {
  answer?: Answer;
  error?: AskError;
  slow: boolean;
  waiting: boolean;
  again: () => void;
}

/** Asks whenever the variables change; `null` asks nothing. The last answer stays until the next one arrives. */
export function useAnswer<Answer, Variables>(text: Question<Answer, Variables>, variables: Variables | null): Asked<Answer> {
  return useAsked(variables && `${text}${JSON.stringify(variables)}`, (stop) => ask(text, variables!, stop));
}

/** The same for what takes more than one question: `run` is called whenever the key changes. */
export function useAsked<Answer>(key: string | null, run: (stop: AbortSignal) => Promise<Answer>): Asked<Answer> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ key: string | null; answer?: Answer; error?: AskError; slow?: boolean }>({ key: null });
  useEffect(() => {
    if (!key) return setState({ key: null });
    const stop = new AbortController();
    const timer = setTimeout(() => setState((now) => ({ ...now, slow: true })), SLOW_MILLISECONDS);
    run(stop.signal)
      .then((answer) => setState({ key, answer }))
      .catch((error) => stop.signal.aborted || setState({ key, error: error instanceof AskError ? error : new AskError("INTERNAL", String(error)) }))
      .finally(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, round]);
  useEffect(() => {
    const renew = () => setRound((now) => now + 1);
    addEventListener(REVISION, renew);
    return () => removeEventListener(REVISION, renew);
  }, []);
  const again = () => {
    setState({ key: null });
    setRound((now) => now + 1);
  };
  return { answer: key ? state.answer : undefined, error: state.error, slow: !!state.slow, waiting: !!key && state.key !== key, again };
}

/** Shows an answer, or waiting, or an error. */
export function Answered<Answer>({ asked, children }: { asked: Asked<Answer>; children: (answer: Answer) => ComponentChildren }) {
  if (asked.error && !asked.waiting) return <Refused error={asked.error} again={asked.again} />;
  return (
    <div aria-busy={asked.waiting} class={`answered ${asked.waiting ? "waiting" : ""}`}>
      {asked.waiting && <Waiting slow={asked.slow} />}
      {asked.answer && children(asked.answer)}
    </div>
  );
}

function Waiting({ slow }: { slow: boolean }) {
  return (
    <p class="wait" role="status">
      <span class="spinner" aria-hidden="true" />
      {slow ? "The server is slow to answer; still waiting. A narrower question is answered sooner." : "Asking the graph …"}
    </p>
  );
}

/** A button that asks for more. If that fails, the error appears beside it. */
export function AskButton({ ask: run, children, class: look }: { ask: () => Promise<unknown>; children: ComponentChildren; class?: string }) {
  const [state, setState] = useState<{ busy?: boolean; problem?: string }>({});
  const onClick = () => {
    setState({ busy: true });
    run().then(
      () => setState({}),
      (error: Error) => setState({ problem: error.message }),
    );
  };
  return (
    <>
      <button type="button" class={look} disabled={state.busy} onClick={onClick}>{children}</button>
      {state.problem && <span role="alert"> {state.problem}</span>}
    </>
  );
}

/** A message to the reader: what happened, and what to do next. */
export function Notice({ title, children, kind = "note" }: { title: string; children?: ComponentChildren; kind?: "note" | "error" }) {
  return (
    <section class={`notice ${kind}`} role={kind === "error" ? "alert" : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Refused({ error, again }: { error: AskError; again: () => void }) {
  if (error.code === "UNAUTHENTICATED") return <KeyForm message={error.message} again={again} />;
  if (error.code === "NOT_FOUND") return <NotFound error={error} />;
  return (
    <Notice kind="error" title={TITLES[error.code] ?? "There is no answer"}>
      <p>{error.message}</p>
      {error.code === "UNREACHABLE" && (
        <p>
          Start it with <code>ladder up</code> (or <code>make up</code>), then try again; what you see here is kept.
        </p>
      )}
      {error.code === "UNAVAILABLE" && <p>If this stays, <code>ladder db status</code> says whether Neo4j is up, and <code>ladder load</code> loads a ladder.</p>}
      <button type="button" class="main" onClick={again}>Try again</button>
    </Notice>
  );
}

const TITLES: Record<string, string> = {
  UNREACHABLE: "The server does not answer",
  UNAVAILABLE: "The graph is not ready",
  TIMEOUT: "That took too long",
  LIMIT_EXCEEDED: "That is more than the server answers at once",
  BAD_USER_INPUT: "This question cannot be asked",
  INTERNAL: "Something went wrong on the server",
};

function NotFound({ error }: { error: AskError }) {
  const address = useAddress();
  const value = String(error.extensions.value ?? "");
  const titles = useAnswer(Titles, error.suggestions.length ? { ids: error.suggestions } : null);
  const instead = (id: string) => {
    const named = [...address.params].find(([, text]) => text === value);
    if (named) return withParams(address, { [named[0]]: id });
    return written(address.path, id);
  };
  return (
    <Notice kind="error" title="Not found">
      <p>{error.problem}</p>
      {error.suggestions.length > 0 && (
        <>
          <p>Did you mean</p>
          <ul class="links">{error.suggestions.map((id, index) => <li key={id}><Link to={instead(id)}>{titles.answer?.rolesByIds[index]?.title ?? id}</Link></li>)}</ul>
        </>
      )}
      <p>Look it up in <Link to="/roles">all roles</Link>: it may have another name here.</p>
    </Notice>
  );
}

/** The path with another last part. */
function written(path: string, last: string): string {
  return `${path.slice(0, path.lastIndexOf("/") + 1)}${encodeURIComponent(last)}`;
}

function KeyForm({ message, again }: { message: string; again: () => void }) {
  const [key, setKey] = useState("");
  const keep = (event: Event) => {
    event.preventDefault();
    keepKey(key);
    again();
  };
  return (
    <Notice title="This server asks who you are">
      <p>{message}</p>
      <form class="row" onSubmit={keep}>
        <label>
          API key
          <input type="password" autocomplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} required />
        </label>
        <button type="submit" class="main">Go on</button>
      </form>
      <p class="soft">It stays in this tab until you close it.</p>
    </Notice>
  );
}
