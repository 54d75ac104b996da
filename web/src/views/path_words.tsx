/** A path in words: steps with their time, the skills to learn, and the sources. */
import { Link, roleAddress } from "../address";
import { EvidenceList } from "../evidence";
import type { Cell } from "../picture/files";
import { place } from "../places";
import type { PathsQuery } from "../questions";
import { asked, basisOf, caveatsOf, counted, deepened, KINDS, months, saidBy, sentence, unknown, years } from "../words";

export type Path = PathsQuery["careerPaths"]["paths"][number];
export type PathStep = Path["steps"][number];

export const stepId = ({ from, to, kind }: PathStep): string => `${from.id} ${to.id} ${kind}`;

/** What is to be said of every step alike. */
const sharedCaveats = ({ steps }: Path): string[] => (steps.length > 1 ? caveatsOf(steps[0]!).filter((words) => steps.every((step) => caveatsOf(step).includes(words))) : []);

/** What is to be said of this step of the path and not of every one. */
export function ownCaveats(step: PathStep, path: Path): string[] {
  const shared = sharedCaveats(path);
  return caveatsOf(step).filter((words) => !shared.includes(words));
}

/** Whether no step has a time; the figures of the path have said so. */
const timeless = ({ steps }: Path): boolean => steps.every(({ time }) => unknown(time));

export function PathWords({ path, lit, light }: { path: Path; lit: string | undefined; light: (id: string | undefined) => void }) {
  const shared = sharedCaveats(path);
  return (
    <section class="words" aria-label="The path in words">
      <h2>Step by step</h2>
      {shared.length > 0 && <p class="soft">Each step {shared.join(" and ")}.</p>}
      <ol class="steps">
        {path.steps.map((step) => (
          <li key={stepId(step)} class={lit === stepId(step) ? "lit" : undefined} onMouseEnter={() => light(stepId(step))} onMouseLeave={() => light(undefined)}>
            <h3>
              <Link to={roleAddress(step.from.id)}>{step.from.title}</Link> <span aria-label="to">→</span> <Link to={roleAddress(step.to.id)}>{step.to.title}</Link>
            </h3>
            <StepFacts step={step} caveats={ownCaveats(step, path)} timeless={timeless(path)} />
          </li>
        ))}
      </ol>
      <details class="cypher">
        <summary>This path as Cypher</summary>
        <pre tabIndex={0}>{path.cypher}</pre>
      </details>
    </section>
  );
}

/** Time, gap and evidence of a step. */
export function StepFacts({ step, caveats = caveatsOf(step), brief, timeless: said }: { step: PathStep; caveats?: string[]; brief?: boolean; timeless?: boolean }) {
  const { learn, deepen, differently, tools, known } = step.gap;
  return (
    <>
      <p class="facts">
        <span class={`kind ${step.kind.toLowerCase()}`}>{KINDS[step.kind]}</span> {unknown(step.time) ? !said && <span class="soft">{months(step.time)}</span> : <><strong>{months(step.time)}</strong> <span class="soft">{basisOf(step.time)}</span></>}
      </p>
      {caveats.length > 0 && <ul class="caveats" aria-label="Caveats">{caveats.map((words) => <li key={words}>{words}</li>)}</ul>}
      {!known && <p class="soft">The skills of a role up to here are not known.</p>}
      <Skills title="Learn" items={learn.map((required) => ({ name: required.skill.name, note: asked(required) }))} brief={brief} />
      <Skills title="Deepen" items={deepen.map((step) => ({ name: step.skill.name, note: deepened(step.before, step.after) }))} brief={brief} />
      <Skills title="Expected differently" items={differently.map(({ skill }) => ({ name: skill.name }))} brief={brief} />
      {!brief && deepen.length + differently.length > 0 && <p><Link to={`/gap?role=${step.from.id}&to=${step.to.id}`}>What is expected before and after</Link></p>}
      {!brief && <Skills title="New tools" items={tools.map(({ name }) => ({ name }))} brief />}
      {step.confirmed && <p class="soft">{sentence(saidBy(step))}</p>}
      <EvidenceList evidence={brief ? step.evidence.slice(0, 2) : step.evidence} />
    </>
  );
}

const BRIEF = 5;

function Skills({ title, items, brief }: { title: string; items: { name: string; note?: string }[]; brief?: boolean }) {
  if (!items.length) return null;
  const left = items.length - BRIEF;
  if (brief) {
    const named = items.slice(0, BRIEF).map(({ name }) => name).join(", ");
    return <p><strong>{title} {items.length}</strong> {named}{left > 0 && <span class="soft"> and {left} more</span>}</p>;
  }
  return (
    <div class="skills">
      <h4>{title} <span class="soft">{items.length}</span></h4>
      <ul class="tags">
        {items.map(({ name, note }) => <li key={name}>{name}{note && <small>{note}</small>}</li>)}
      </ul>
    </div>
  );
}

/** "2 steps", "36–60 months (3–5 years)", "12 skills to learn, 4 to deepen, 2 expected differently", "caveats at 2 steps", as many as have a mark. */
export function figures(path: Path): string[] {
  const { hops, time, gap, steps } = path;
  const span = years(time);
  const differently = gap.differently.length ? `, ${gap.differently.length} expected differently` : "";
  const skills = gap.known ? `${counted(gap.learn.length, "skill")} to learn, ${gap.deepen.length} to deepen${differently}` : "skills partly unknown";
  const shared = steps.length > 1 ? sharedCaveats(path).length : 0;
  const marked = steps.filter((step) => ownCaveats(step, path).length).length;
  const caveats = [shared && `${counted(shared, "caveat")} of each step`, marked && `caveats at ${counted(marked, "step")}`].filter(Boolean).join(", ");
  return [counted(hops, "step"), span ? `${months(time)} (${span})` : months(time), skills, ...(caveats ? [caveats] : [])];
}

const HEAD = ["step", "from", "to", "kind", "months_min", "months_max", "basis", "confirmed", "rise", "caveats", "learn", "deepen", "differently", "evidence"];

export function pathRows({ steps }: Path): Cell[][] {
  const names = (items: { skill: { name: string } }[]) => items.map(({ skill }) => skill.name).join("; ");
  const rows = steps.map(({ number, from, to, kind, time, confirmed, rise, caveats, gap, evidence }) => {
    const written = evidence.map(place).join("; ");
    return [number, from.title, to.title, kind, time.min, time.max, time.basis, confirmed, rise, caveats.join("; "), names(gap.learn), names(gap.deepen), names(gap.differently), written];
  });
  return [HEAD, ...rows];
}
