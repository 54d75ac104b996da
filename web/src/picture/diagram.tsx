/** A picture in swim-lanes as SVG, with real text and links, drawn by the page's style sheet. */
import type { ComponentChildren, Ref, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { follow } from "../address";
import { outside } from "../root";
import type { ProgressionKind } from "../questions";
import { KINDS } from "../words";
import { LANE_NAME, laneName, markAt } from "./labels";
import { curve, PADDING, TITLE, type Picture, type Placeable, type Step } from "./layout";
import { cut, lines, measureAs } from "./text";

export interface DrawnRole extends Placeable {
  /** Emphasised: an end of the path, or the role that the page is about. */
  main?: boolean;
  described?: boolean | null;
  faint?: boolean;
}

export interface DrawnStep extends Step {
  kind: ProgressionKind;
  confirmed: boolean;
  /** On the path that is shown. */
  main?: boolean;
  summary?: string;
}

interface Shown {
  picture: Picture<DrawnRole, DrawnStep>;
  label: string;
  href: (id: string) => string;
  /** Called with the step that the pointer or the focus enters, and with undefined when it leaves. */
  onStep?: (id: string | undefined) => void;
  lit?: string;
  svg?: RefObject<SVGSVGElement | null>;
}

export function Diagram({ picture, label, href, onStep, lit, svg }: Shown) {
  const { width, height, box } = picture;
  const ordered = [...picture.steps].sort((a, b) => Number(!!a.main) - Number(!!b.main));
  return (
    <div class="canvas">
      <svg ref={svg} class="diagram" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
        <defs>
          {["plain", "main"].map((name) => (
            <marker key={name} id={`arrow-${name}`} class={`arrow ${name}`} viewBox="0 0 10 10" refX="8.5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
              <path d="M0,0L10,5L0,10z" />
            </marker>
          ))}
        </defs>
        {picture.lanes.map((lane, index) => (
          <g key={lane.id} class={`lane ${index % 2 ? "odd" : "even"} ${lane.missing ? "missing" : ""}`}>
            <rect x="0" y={lane.top} width={width} height={lane.height} rx="6" />
            <text x="12" y={lane.top + 18}>{cut(laneName(lane), width - 24, LANE_NAME)}</text>
          </g>
        ))}
        {ordered.map((step) => (
          <g
            key={step.id}
            class={`step ${step.kind.toLowerCase()} ${step.main ? "main" : ""} ${lit === step.id ? "lit" : ""}`}
            tabIndex={onStep && step.main ? 0 : undefined}
            role={onStep && step.main ? "button" : undefined}
            aria-label={onStep && step.main ? step.summary : undefined}
            onMouseEnter={() => onStep?.(step.id)}
            onFocus={() => onStep?.(step.id)}
            onClick={() => onStep?.(step.id)}
          >
            <path class="reach" d={curve(step)} />
            <path class="line" d={curve(step)} marker-end={`url(#arrow-${step.main ? "main" : "plain"})`} />
          </g>
        ))}
        {picture.roles.map((role) => (
          <RoleBox key={role.id} role={role} box={box} href={href(role.id)} />
        ))}
        {ordered.filter((step) => step.words).map((step) => (
          <text key={step.id} class={`time ${step.main ? "main" : ""}`} x={step.label.x} y={step.label.y + 4}>{step.words}</text>
        ))}
        {ordered.filter((step) => step.caveats?.length).map((step) => (
          <g key={`caveat ${step.id}`} class="caveat" onMouseEnter={() => onStep?.(step.id)}>
            <title>{step.caveats!.join("; ")}</title>
            <circle cx={step.label.x + markAt(step)} cy={step.label.y} r="8" />
            <text x={step.label.x + markAt(step)} y={step.label.y + 4.5}>!</text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function RoleBox({ role, box, href }: { role: DrawnRole & { x: number; y: number }; box: { width: number; height: number }; href: string }) {
  const text = lines(role.title, box.width - PADDING, TITLE);
  return (
    <a href={outside(href)} onClick={(event) => follow(event, href)} class={`role ${role.main ? "main" : ""} ${role.faint ? "faint" : ""} ${role.described === false ? "mentioned" : ""}`}>
      <rect x={role.x - box.width / 2} y={role.y - box.height / 2} width={box.width} height={box.height} rx="8" />
      <text>
        {text.map((line, index) => (
          <tspan key={index} x={role.x} y={role.y + 4.5 + (index - (text.length - 1) / 2) * TITLE.line}>{`${line} `}</tspan>
        ))}
      </text>
    </a>
  );
}

/** The meaning of the lines, for the kinds that are drawn. */
export function Legend({ kinds, children }: { kinds: ProgressionKind[]; children?: ComponentChildren }) {
  return (
    <ul class="legend" aria-label="Kinds of steps">
      {kinds.map((kind) => (
        <li key={kind}>
          <svg width="34" height="10" aria-hidden="true" class="diagram">
            <g class={`step ${kind.toLowerCase()}`}><path class="line" d="M1,5L33,5" /></g>
          </svg>
          {KINDS[kind]}
        </li>
      ))}
      {children}
    </ul>
  );
}

/** The current width of an element. It is measured before the first picture is painted, so that nothing below it moves. */
export function useWidth(): [Ref<HTMLDivElement>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    measureAs(element);
    setWidth(Math.floor(element.clientWidth));
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}
