/** The frame around all views: navigation, the graph's revision, attributions. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Link, useAddress, withParams } from "./address";
import { Answered, Notice, useAnswer } from "./answer";
import { followRevisions } from "./events";
import * as questions from "./questions";
import { EMBEDDED, ROOT, unframed } from "./root";
import { Palette } from "./palette";
import { CompareView } from "./views/compare";
import { FindingsView } from "./views/findings";
import { GapView } from "./views/gap";
import { LadderView } from "./views/ladder";
import { MapView } from "./views/map";
import { PathView } from "./views/path";
import { ProfileView } from "./views/profile";
import { RoleView } from "./views/role";
import { RoleListView } from "./views/role_list";
import { Vocabulary, type Known } from "./vocabulary";
import { counted } from "./words";

const VIEWS = [
  { path: "/path", name: "From – to" },
  { path: "/roles", name: "Roles" },
  { path: "/ladder", name: "Ladders" },
  { path: "/gap", name: "Gap" },
  { path: "/compare", name: "Compare" },
  { path: "/profile", name: "My profile" },
  { path: "/map", name: "Map" },
  { path: "/findings", name: "Findings" },
];

export function App() {
  const { path } = useAddress();
  const vocabulary = useAnswer(questions.Vocabulary, {});
  const main = useRef<HTMLElement>(null);
  useAnnounced(path, main.current);
  const revision = vocabulary.answer?.graph.revision;
  useEffect(() => (revision === undefined ? undefined : followRevisions(revision)), [revision]);
  return (
    <>
      {!EMBEDDED && <a class="skip" href="#main">To the content</a>}
      {!EMBEDDED && <header class="top">
        <Link to="/" class="brand"><img src={`${ROOT}icon.svg`} alt="" width="28" height="28" />Career ladder</Link>
        <nav aria-label="Views">
          {VIEWS.map((view) => (
            <Link key={view.path} to={view.path} aria-current={current(path, view.path) ? "page" : undefined}>{view.name}</Link>
          ))}
        </nav>
        <Palette />
        <ThemeSwitch />
      </header>}
      <main id="main" ref={main} tabIndex={-1}>
        {!(vocabulary.answer && holdsRoles(vocabulary.answer)) && <h1>Career ladder</h1>}
        <Answered asked={vocabulary}>
          {(known) => (
            <Vocabulary.Provider value={known}>
              {holdsRoles(known) && <UnknownParameters />}
              {holdsRoles(known) ? <View path={path} /> : <EmptyGraph />}
            </Vocabulary.Provider>
          )}
        </Answered>
      </main>
      {EMBEDDED ? <Origin /> : <Footer known={vocabulary.answer} />}
    </>
  );
}

/** What the address of each view may ask. */
const PARAMETERS: Record<string, string> = {
  path: "from to by max kinds via avoid confirmed family rise unknown show skills tools",
  roles: "family skill tool sources",
  ladder: "only skill sort",
  gap: "role to skills tools",
  compare: "roles",
  profile: "skills tools learn",
  map: "family level kinds at near pin hide zoom field",
  findings: "severity",
};

/** Says which parameters of the address mean nothing here, because a slip would else change the question in silence. */
function UnknownParameters() {
  const { path, params } = useAddress();
  const known = PARAMETERS[path.split("/")[1] || "path"]?.split(" ");
  const unknown = known ? [...new Set(params.keys())].filter((name) => !known.includes(name)) : [];
  if (!known || !unknown.length) return null;
  return <p class="unknown" role="status">This page knows nothing of {unknown.map((name) => `“${name}”`).join(", ")} in its address, and leaves it out. It knows {known.join(", ")}.</p>;
}

const current = (path: string, view: string) => path === view || path.startsWith(`${view}/`) || (path === "/" && view === "/path");

/** Moves the focus to the start of a view that opens, so that a screen reader continues there. */
function useAnnounced(path: string, main: HTMLElement | null) {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
}

const holdsRoles = ({ roles }: Known) => roles.totalCount > 0;

function View({ path }: { path: string }): ComponentChildren {
  const [, view = "", id = ""] = path.split("/");
  switch (view) {
    case "":
    case "path":
      return <PathView />;
    case "roles":
      return id ? <RoleView id={id} /> : <RoleListView />;
    case "ladder":
      return <LadderView family={id} />;
    case "gap":
      return <GapView />;
    case "compare":
      return <CompareView />;
    case "profile":
      return <ProfileView />;
    case "map":
      return <MapView />;
    case "findings":
      return <FindingsView />;
    default:
      return (
        <Notice kind="error" title="There is no such page">
          <p>{path} leads nowhere here. <Link to="/">Begin with a path from one role to another</Link>.</p>
        </Notice>
      );
  }
}

function EmptyGraph() {
  return (
    <Notice title="The graph holds no roles yet">
      <p>
        Load the example ladder with <code>ladder load seeds</code>, or your own with <code>ladder init my-ladder</code> and <code>ladder load my-ladder</code>; then load this page
        again.
      </p>
      <button type="button" class="main" onClick={() => location.reload()}>Look again</button>
    </Notice>
  );
}

function Footer({ known }: { known: Known | undefined }) {
  useAddress(); // drawn anew with each address, which a printed page says
  const { answer } = useAnswer(questions.Attributions, known ? {} : null);
  const sources = [...new Set(answer?.graph.documents.map(({ attribution }) => attribution).filter(Boolean))];
  return (
    <footer>
      <p class="asked">{location.href}</p>
      {known && <p>{counted(known.roles.totalCount, "role")} · revision {known.graph.revision}</p>}
      {sources.map((words) => <p key={words}>{words}</p>)}
      <p><a href={`${ROOT}graphql`}>GraphQL API</a></p>
    </footer>
  );
}

/** In a frame: the way to the whole page. */
function Origin() {
  const address = useAddress();
  return <footer class="origin"><a href={unframed(withParams(address, {}))} target="_blank" rel="noopener">Open in the explorer</a></footer>;
}

const THEMES = ["auto", "light", "dark"] as const;

function ThemeSwitch() {
  const [theme, setTheme] = useState(localStorage.getItem("ladder.theme") ?? "auto");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("ladder.theme", theme);
  }, [theme]);
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select value={theme} onChange={(event) => setTheme(event.currentTarget.value)}>
        {THEMES.map((choice) => <option key={choice} value={choice}>{{ auto: "Auto", light: "Light", dark: "Dark" }[choice]}</option>)}
      </select>
    </label>
  );
}
