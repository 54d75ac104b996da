/** What is around the chosen role, and what is known of a step: time, kind, and where it is written. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Link, roleAddress, useAddress, withParams } from "../address";
import { useAnswer } from "../answer";
import { EvidenceList } from "../evidence";
import type { Place } from "../picture/layout";
import { StepsFrom } from "../questions";
import { useVocabulary } from "../vocabulary";
import { basisOf, besides, KINDS, months, saidBy } from "../words";
import { CHOSEN, stepKey, toggled, type MapState, type MapStep, type Network } from "./map_network";

export function Around({ id, network, state, partial }: { id: string; network: Network; state: MapState; partial: boolean }) {
  const address = useAddress();
  const { levels, families } = useVocabulary();
  const titles = useMemo(() => new Map(network.nodes.map((node) => [node.id, node.title])), [network]);
  const role = network.nodes.find((node) => node.id === id);
  if (!role) return null;
  const steps = network.edges.filter(({ kind }) => state.kinds.includes(kind));
  const list = (edges: MapStep[], other: "source" | "target") => (
    <ul class="around-list">
      {edges.map((edge) => (
        <li key={stepKey(edge)}>
          <Folded summary={<><span class={`kind ${edge.kind.toLowerCase()}`}>{KINDS[edge.kind]}</span> {titles.get(edge[other])} <small class="soft">{months(edge.time)}</small></>}>
            <p><Link to={withParams(address, { at: edge[other] })}>Go to {titles.get(edge[other])}</Link></p>
            <StepFacts edge={edge} />
          </Folded>
        </li>
      ))}
    </ul>
  );
  const [after, before] = [steps.filter(({ source }) => source === id), steps.filter(({ target }) => target === id)];
  return (
    <section class="around" aria-label={`Around ${role.title}`}>
      <div class="around-head">
        <h2><Link to={roleAddress(id)}>{role.title}</Link> <span class="soft">{besides(role.title, levels.find((level) => level.id === role.level)?.name, families.find((family) => family.id === role.family)?.name)}</span></h2>
        <p class="menu">
          <Link to={`/path?from=${id}`}>Plan from here</Link>
          <Link to={`/path?to=${id}`}>How to get here</Link>
          <Link to={`/compare?roles=${id}`}>Compare</Link>
          {!partial && !state.near && <Link to={withParams(address, { near: "1" })}>Only its neighbours</Link>}
          <Link to={withParams(address, { pin: toggled(state.pinned, id).join(",") })}>{state.pinned.includes(id) ? "Take its pin off" : "Pin"}</Link>
          <Link to={withParams(address, { zoom: CHOSEN })}>Fit to it</Link>
          <Link to={withParams(address, { hide: [...state.hidden, id].join(","), at: null, pin: state.pinned.filter((other) => other !== id).join(","), zoom: ordinary(state) })}>Hide</Link>
          <Link to={withParams(address, { at: null, near: state.pinned.length && state.near ? "1" : null, zoom: ordinary(state) })}>Close</Link>
        </p>
      </div>
      <div class="around-lists">
        <div><h3>Next <span class="soft">{after.length}</span></h3>{list(after, "target")}</div>
        <div><h3>Before <span class="soft">{before.length}</span></h3>{list(before, "source")}</div>
      </div>
    </section>
  );
}

/** Its contents ask for what they show, so they are not there before they are opened. */
function Folded({ summary, children }: { summary: ComponentChildren; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}

/** Without a chosen role there may be nothing to fit to. */
const ordinary = ({ zoom, pinned }: MapState) => (zoom === CHOSEN ? (pinned.length ? CHOSEN : null) : zoom === 1 ? null : String(zoom));

function StepFacts({ edge }: { edge: MapStep }) {
  const { answer } = useAnswer(StepsFrom, { id: edge.source });
  const step = answer?.role?.nextRoles.find(({ kind, role }) => kind === edge.kind && role.id === edge.target);
  const said = [basisOf(edge.time), step && saidBy(step)].filter(Boolean).join("; ");
  return (
    <>
      {said && <p class="soft">{said}.</p>}
      {step && <EvidenceList evidence={step.evidence} />}
    </>
  );
}

const CARD = 300;

export function StepCard({ edge, network, place, zoom, width }: { edge: MapStep; network: Network; place: Place; zoom: number; width: number }) {
  const title = (id: string) => network.nodes.find((node) => node.id === id)?.title;
  const left = Math.min(Math.max(0, place.x * zoom + 14), Math.max(0, width * zoom - CARD));
  return (
    <div class="card" role="status" style={{ left: `${left}px`, top: `${place.y * zoom + 14}px` }}>
      <p class="card-name">{title(edge.source)} → {title(edge.target)}</p>
      <p><span class={`kind ${edge.kind.toLowerCase()}`}>{KINDS[edge.kind]}</span> <strong>{months(edge.time)}</strong></p>
      <StepFacts edge={edge} />
    </div>
  );
}
