/** A family as rungs and steps, with its competency matrix. */
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { Link, roleAddress } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { Diagram, Legend, useWidth, type DrawnRole, type DrawnStep } from "../picture/diagram";
import { arranged, inOrder, type Lane } from "../picture/layout";
import { Ladder as LadderQuestion } from "../questions";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { onTrack, useVocabulary } from "../vocabulary";
import { counted, KINDS, months, shortMonths, TRACKS, unknown } from "../words";
import { Matrix, matrixRows, type Ladder } from "./matrix";

export function LadderView({ family }: { family: string }) {
  const { families } = useVocabulary();
  const asked = useAnswer(LadderQuestion, family ? { family } : null);
  useTitle(asked.answer?.ladder ? `Ladder of ${asked.answer.ladder.family.name}` : "Ladders");
  return (
    <div class="view">
      <h1>{asked.answer?.ladder ? `Ladder of ${asked.answer.ladder.family.name}` : "Ladders"}</h1>
      <nav class="families" aria-label="Families">
        {families.map(({ id, name }) => <Link key={id} to={`/ladder/${encodeURIComponent(id)}`} aria-current={id === family ? "page" : undefined}>{name}</Link>)}
      </nav>
      {!family && <p class="soft">Choose a family to see its rungs, its steps and what each level asks for.</p>}
      {!families.length && <Notice title="The graph has no families"><p>Name one in a role’s document (<code>family: …</code>) and load it.</p></Notice>}
      {family && <Answered asked={asked}>{({ ladder }) => ladder && <LadderPage ladder={ladder} />}</Answered>}
    </div>
  );
}

function LadderPage({ ladder }: { ladder: Ladder }) {
  const svg = useRef<SVGSVGElement>(null);
  const name = `ladder ${ladder.family.id}`;
  if (!ladder.rungs.length) return <Notice title="No role of this family has a level"><p>A role’s document may state its <code>level</code>.</p></Notice>;
  return (
    <>
      <section class="panel" aria-label="Picture of the ladder">
        <div class="panel-head">
          <Legend kinds={[...new Set(ladder.steps.map(({ kind }) => kind))]} />
          <SaveMenu name={name} rows={() => stepRows(ladder)} picture={() => svg.current} />
        </div>
        <LadderPicture ladder={ladder} svg={svg} />
      </section>
      <RungList ladder={ladder} />
      <section class="section" aria-labelledby="matrix">
        <div class="section-head">
          <h2 id="matrix">What each level asks for</h2>
          <SaveMenu name={`${name} matrix`} rows={() => matrixRows(ladder)} />
        </div>
        <Matrix ladder={ladder} />
      </section>
    </>
  );
}

/** Lanes of both tracks, the managers' above. A lane names its track if there are two. */
export function lanesOf({ rungs }: Ladder): Lane[] {
  const tracks = new Set(rungs.map(({ level }) => level.track));
  return inOrder(rungs.map(({ level, missing }) => ({ ...level, missing, name: tracks.size > 1 ? onTrack(level) : level.name })));
}

function LadderPicture({ ladder, svg }: { ladder: Ladder; svg: RefObject<SVGSVGElement | null> }) {
  const [ref, width] = useWidth();
  const roles: DrawnRole[] = ladder.rungs.flatMap(({ level, roles: found }) => found.map((role) => ({ ...role, lane: level.id })));
  const steps: DrawnStep[] = ladder.steps.map((step) => ({ ...step, id: `${step.source} ${step.target} ${step.kind}`, words: step.kind === "PROMOTION" ? shortMonths(step.time) : undefined }));
  const label = `${counted(roles.length, "role")} of ${ladder.family.name} by level; the list below says the same`;
  return <div class="picture" ref={ref}>{width > 0 && <Diagram picture={arranged(lanesOf(ladder), roles, steps, width)} label={label} href={roleAddress} svg={svg} />}</div>;
}

function RungList({ ladder }: { ladder: Ladder }) {
  const titles = titlesOf(ladder);
  const from = (id: string) => ladder.steps.filter(({ source }) => source === id);
  return (
    <details class="section">
      <summary>The rungs as a list</summary>
      <ul class="rungs">
        {inOrder(ladder.rungs.map(({ level }) => level)).map((level) => {
          const rung = ladder.rungs.find((candidate) => candidate.level.id === level.id)!;
          return (
            <li key={level.id}>
              <h3>{level.name} <span class="soft">{TRACKS[rung.level.track]}</span></h3>
              {rung.missing && <p class="soft">No role at this level, though there are some above and below.</p>}
              <ul>
                {rung.roles.map((role) => (
                  <li key={role.id}>
                    <Link to={roleAddress(role.id)}>{role.title}</Link>
                    {from(role.id).map((step) => (
                      <span key={`${step.target} ${step.kind}`} class="soft"> → {titles.get(step.target)} ({[KINDS[step.kind].toLowerCase(), !unknown(step.time) && months(step.time)].filter(Boolean).join(", ")})</span>
                    ))}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

const titlesOf = ({ rungs }: Ladder) => new Map(rungs.flatMap(({ roles }) => roles.map(({ id, title }) => [id, title] as const)));

function stepRows(ladder: Ladder) {
  const titles = titlesOf(ladder);
  const rows = ladder.steps.map(({ source, target, kind, time, confirmed }) => [source, titles.get(source), target, titles.get(target), kind, time.min, time.max, time.basis, confirmed]);
  return [["from_id", "from", "to_id", "to", "kind", "months_min", "months_max", "basis", "confirmed"], ...rows];
}

