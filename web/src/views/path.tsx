/** Paths from one role or level to another: a picture, the alternatives beside it, and the same in words. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { Diagram, Legend, useWidth, type DrawnRole, type DrawnStep } from "../picture/diagram";
import { arranged } from "../picture/layout";
import { Fitting, Paths, Titles, type FittingQuery, type PathsQuery, type PathsQueryVariables } from "../questions";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { lanesOf, NO_LEVEL, selector, useVocabulary } from "../vocabulary";
import { caveatsOf, counted, fit, shortMonths } from "../words";
import { NoPath } from "./no_path";
import { PathForm } from "./path_form";
import { readQuestion, variablesOf } from "./path_question";
import { figures, ownCaveats, pathRows, PathWords, StepFacts, stepId, type Path } from "./path_words";

type Found = PathsQuery["careerPaths"];

const EXAMPLES = [
  { from: "level:junior@machine-learning", to: "level:staff@machine-learning", name: "From junior to staff in machine learning" },
  { from: "junior-data-engineer", to: "senior-data-engineer", name: "From Junior to Senior Data Engineer" },
  { from: "software-engineering-intern", to: "engineering-manager", name: "From intern to engineering manager" },
];
const EXAMPLE_ROLES = EXAMPLES.flatMap(({ from, to }) => [from, to]).filter((place) => "id" in selector(place));

export function PathView() {
  const { params } = useAddress();
  const question = readQuestion(params);
  const starts = useAnswer(Fitting, !question.from && question.to && question.profile ? { from: { profile: question.profile } } : null);
  const fitting = starts.answer?.recommendRoles.filter(({ role }) => role.id !== question.to);
  const variables = variablesOf({ ...question, from: question.from ?? fitting?.[0]?.role.id ?? null });
  const asked = useAnswer(Paths, variables);
  const found = asked.answer?.careerPaths;
  const best = found?.paths[0];
  useTitle(best ? `${best.roles[0]!.title} → ${best.roles.at(-1)!.title}` : "From – to");
  return (
    <div class="view">
      <h1>How do I get from here to there?</h1>
      <PathForm />
      {fitting?.length ? <Start fitting={fitting} /> : null}
      {variables ? <Answered asked={asked}>{({ careerPaths }) => <PathResult found={careerPaths} asked={variables} />}</Answered> : question.profile && question.to ? <Answered asked={starts}>{() => <NoStart />}</Answered> : <Examples />}
    </div>
  );
}

/** Where a path from my skills begins: the role that they fit best. Others are one click away. */
function Start({ fitting: [first, ...others] }: { fitting: FittingQuery["recommendRoles"] }) {
  const address = useAddress();
  return (
    <section class="section" aria-label="Where I stand">
      <p class="flat">
        Your skills fit <Link to={roleAddress(first!.role.id)}>{first!.role.title}</Link> best ({fit(first!.share)}), so the path begins there. Begin instead as{" "}
        {others.slice(0, 4).map(({ role, share }, index) => (
          <span key={role.id}>{index > 0 && ", "}<Link to={withParams(address, { from: role.id, show: null })}>{role.title}</Link> <span class="soft">{fit(share)}</span></span>
        ))}.
      </p>
    </section>
  );
}

function NoStart() {
  return (
    <Notice title="These skills fit no role">
      <p>So there is no place to begin at. Choose a start above, or add skills to <Link to="/profile">your profile</Link>.</p>
    </Notice>
  );
}

/** The examples whose roles and levels this ladder has. */
function Examples() {
  const { levels, families } = useVocabulary();
  const { answer } = useAnswer(Titles, { ids: EXAMPLE_ROLES });
  const roles = new Set(answer?.rolesByIds.map((role) => role?.id));
  const known = (place: string) => {
    const chosen = selector(place);
    return "id" in chosen ? roles.has(chosen.id) : levels.some(({ id }) => id === chosen.position.level) && families.some(({ id }) => id === chosen.position.family);
  };
  const level = levels.at(-1);
  const examples = EXAMPLES.filter(({ from, to }) => known(from) && known(to));
  return (
    <section class="examples">
      <p>Choose where you are and where you want to be: a role by any of its names{level && `, or a level such as “${level.name}”`}. <Link to="/map">The map</Link> shows all there is.</p>
      <ul>
        {examples.map(({ from, to, name }) => <li key={name}><Link to={`/path?from=${from}&to=${to}`}>{name}</Link></li>)}
      </ul>
    </section>
  );
}

/** The paths found, or why there is none. */
export function PathResult({ found, asked }: { found: Found; asked: PathsQueryVariables }) {
  const { params } = useAddress();
  if (!found.paths.length) return <NoPath found={found} asked={asked} />;
  const shown = Math.min(found.paths.length, Math.max(1, Number(params.get("show")) || 1)) - 1;
  return <Shown found={found} shown={shown} />;
}

function Shown({ found, shown }: { found: Found; shown: number }) {
  const [lit, light] = useState<string>();
  const svg = useRef<SVGSVGElement>(null);
  const path = found.paths[shown]!;
  return (
    <div class="found">
      <section class="panel" aria-label="Picture of the paths">
        <div class="panel-head">
          <Legend kinds={kindsOf(found.paths)}>{path.steps.some((step) => ownCaveats(step, path).length) && <li><span class="caveat-mark">!</span> Something to know first</li>}</Legend>
          <SaveMenu name={`path ${path.roles[0]!.id} ${path.roles.at(-1)!.id}`} rows={() => pathRows(path)} picture={() => svg.current} />
        </div>
        <PathPicture paths={found.paths} shown={shown} lit={lit} light={light} svg={svg} />
      </section>
      <aside>
        <Alternatives found={found} shown={shown} />
      </aside>
      <PathWords path={path} lit={lit} light={light} />
    </div>
  );
}

const kindsOf = (paths: Path[]) => [...new Set(paths.flatMap(({ steps }) => steps.map(({ kind }) => kind)))];

interface Pictured {
  paths: Path[];
  shown: number;
  lit: string | undefined;
  light: (id: string | undefined) => void;
  svg: RefObject<SVGSVGElement | null>;
}

function PathPicture({ paths, shown, lit, light, svg }: Pictured) {
  const known = useVocabulary();
  const [ref, width] = useWidth();
  const path = paths[shown]!;
  const { roles, steps } = drawn(paths, shown);
  const picture = width > 0 ? arranged(lanesOf(known, roles.map(({ lane }) => lane)), roles, steps, width) : undefined;
  const step = path.steps.find((candidate) => stepId(candidate) === lit);
  const place = picture?.steps.find(({ id }) => id === lit)?.label;
  const label = `${counted(paths.length, "path")} from ${path.roles[0]!.title} to ${path.roles.at(-1)!.title}; the steps stand in words below`;
  return (
    <div class="picture" ref={ref} onMouseLeave={() => light(undefined)} onKeyDown={(event) => event.key === "Escape" && light(undefined)}>
      {picture && <Diagram picture={picture} label={label} href={roleAddress} onStep={light} lit={lit} svg={svg} />}
      {step && place && picture && (
        <div class="card" role="status" style={{ left: `clamp(0px, ${place.x + 18}px, 100% - min(320px, 100%))`, top: `${place.y + 18}px` }}>
          <p class="card-name">{step.from.title} → {step.to.title}</p>
          <StepFacts step={step} brief />
        </div>
      )}
    </div>
  );
}

/** All paths in one picture, the shown one emphasised. */
function drawn(paths: Path[], shown: number): { roles: DrawnRole[]; steps: DrawnStep[] } {
  const path = paths[shown]!;
  const onPath = new Set(path.roles.map(({ id }) => id));
  const roles = new Map<string, DrawnRole>();
  const steps = new Map<string, DrawnStep>();
  for (const drawnPath of [path, ...paths]) {
    for (const { id, title, level, described } of drawnPath.roles)
      roles.set(id, { id, title, described, lane: level?.id ?? NO_LEVEL, main: onPath.has(id), faint: !onPath.has(id) });
    for (const step of drawnPath.steps)
      if (!steps.has(stepId(step)))
        steps.set(stepId(step), {
          id: stepId(step),
          source: step.from.id,
          target: step.to.id,
          kind: step.kind,
          confirmed: step.confirmed,
          main: drawnPath === path,
          words: drawnPath === path ? shortMonths(step.time) : undefined,
          summary: [step.summary, ...caveatsOf(step)].join(" "),
          caveats: drawnPath === path ? ownCaveats(step, path) : [],
        });
  }
  return { roles: [...roles.values()], steps: [...steps.values()] };
}

function Alternatives({ found, shown }: { found: Found; shown: number }) {
  const address = useAddress();
  const { by } = readQuestion(address.params);
  return (
    <section aria-label="Best paths" class="alternatives">
      <h2>{found.paths.length > 1 ? `Best ${found.paths.length} by ${by.words}` : `Best by ${by.words}`}</h2>
      <ol>
        {found.paths.map((path, index) => (
          <li key={index}>
            <Link to={withParams(address, { show: index ? String(index + 1) : null })} aria-current={index === shown ? "true" : undefined}>
              <strong>{path.roles.map(({ title }) => title).join(" → ")}</strong>
              {figures(path).map((words) => <span key={words}>{words}</span>)}
            </Link>
          </li>
        ))}
      </ol>
      {!found.exact && <p class="soft">The search was cut short: these are good paths, but better ones may exist. Fewer steps or kinds give a proven answer.</p>}
    </section>
  );
}
