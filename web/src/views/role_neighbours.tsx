/** The roles before and after a role, as a picture and as two lists. */
import type { RefObject } from "preact";
import { Link, roleAddress } from "../address";
import { EvidenceList } from "../evidence";
import { Diagram, Legend, useWidth, type DrawnRole, type DrawnStep } from "../picture/diagram";
import { star } from "../picture/star";
import { NO_LEVEL, useVocabulary } from "../vocabulary";
import { basisOf, KINDS, months, saidBy, unknown } from "../words";
import type { Role } from "./role_sections";

type Neighbour = Role["nextRoles"][number];

export function Neighbours({ role, svg }: { role: Role; svg: RefObject<SVGSVGElement | null> }) {
  const known = useVocabulary();
  const [ref, width] = useWidth();
  const { centre, before, after, steps } = around(role, (level) => known.levels.findIndex(({ id }) => id === level));
  if (!steps.length) return <p class="soft">No document names a step to or from this role.</p>;
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  return (
    <div class="neighbours">
      <section class="panel" aria-label="Picture of what comes before and after">
        <div class="panel-head"><Legend kinds={kinds} /></div>
        <div class="picture" ref={ref}>
          {width > 0 && (
            <Diagram
              picture={star(centre, before, after, steps, width)}
              label={`Steps to and from ${role.title}; the lists beside it say the same`}
              href={(id) => roleAddress(id.split(" ").at(-1)!)}
              svg={svg}
            />
          )}
        </div>
      </section>
      <div class="lists">
        <List title="What comes next" found={role.nextRoles} />
        <List title="Where people come from" found={role.feederRoles} />
      </div>
    </div>
  );
}

function List({ title, found }: { title: string; found: Neighbour[] }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      {!found.length && <p class="soft">No document says.</p>}
      <ul class="neighbour-list">
        {found.map((step) => (
          <li key={`${step.role.id} ${step.kind}`}>
            <Link to={roleAddress(step.role.id)}>{step.role.title}</Link> <span class={`kind ${step.kind.toLowerCase()}`}>{KINDS[step.kind]}</span>
            <details>
              <summary>{[!unknown(step.time) && months(step.time), step.implied && "implied by the order of levels"].filter(Boolean).join(", ") || "where it is written"}</summary>
              <p class="soft">{[unknown(step.time) ? months(step.time) : basisOf(step.time), saidBy(step)].join("; ")}.</p>
              <EvidenceList evidence={step.evidence} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Neighbours, the highest level on top. A role may be before and after, so ids are prefixed with the side. */
function around(role: Role, height: (level: string | undefined) => number) {
  const drawn = (side: string) => (neighbour: Neighbour): DrawnRole => ({ ...neighbour.role, id: `${side} ${neighbour.role.id}`, lane: neighbour.role.level?.id ?? NO_LEVEL });
  const unique = (found: Neighbour[]) => [...new Map(found.map((neighbour) => [neighbour.role.id, neighbour])).values()].sort((a, b) => height(b.role.level?.id) - height(a.role.level?.id));
  const step = (source: string, target: string, { kind, confirmed }: Neighbour): DrawnStep => ({ id: `${source} ${target} ${kind}`, source, target, kind, confirmed });
  return {
    centre: { id: role.id, title: role.title, lane: NO_LEVEL, main: true, described: role.described } as DrawnRole,
    before: unique(role.feederRoles).map(drawn(BEFORE)),
    after: unique(role.nextRoles).map(drawn(AFTER)),
    steps: [
      ...role.nextRoles.map((next) => step(role.id, `${AFTER} ${next.role.id}`, next)),
      ...role.feederRoles.map((feeder) => step(`${BEFORE} ${feeder.role.id}`, role.id, feeder)),
    ],
  };
}

const [BEFORE, AFTER] = ["before", "after"];
