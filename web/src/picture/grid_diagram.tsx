/** The career map as SVG: on the screen, in the SVG file and in the PNG it is this one drawing. */
import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import type { ProgressionKind } from "../questions";
import { outside } from "../root";
import { rounded } from "./channels";
import { FACES, type Cell, type Grid, type Sideways } from "./grid";

export interface MapCell extends Cell {
  described?: boolean | null;
}

export interface MapLine extends Sideways {
  kind: ProgressionKind;
  /** Between two roles of one family. */
  own: boolean;
}

export type MapGrid = Grid<MapCell, MapLine>;

interface Shown {
  grid: MapGrid;
  label: string;
  zoom: number;
  /** The colour of a family. */
  hue: (group: string) => number;
  /** The roles whose steps are lit, and these with the roles at the other ends. */
  lit: { centers: Set<string>; near: Set<string> } | undefined;
  /** The chosen role. */
  at: string | null;
  pinned: string[];
  /** The one role that the Tab key reaches. */
  stop: string | undefined;
  /** The step whose card is shown. */
  step: string | undefined;
  href: (id: string) => string;
  name: (id: string) => string;
  svg: RefObject<SVGSVGElement | null>;
}

export function GridDiagram({ grid, label, zoom, hue, lit, at, pinned, stop, step, href, name, svg }: Shown) {
  const { width, height, head, box } = grid;
  const families = useMemo(() => new Map(grid.roles.map(({ id, group }) => [id, group])), [grid]);
  const bright = (line: MapLine) => lit !== undefined && (lit.centers.has(line.source) || lit.centers.has(line.target));
  const drawn = (line: MapGrid["steps"][number], look: string) => (
    <g key={`${look}${line.id}`} data-step={line.id} class={`way ${line.kind.toLowerCase()} ${line.own ? `own hue-${hue(families.get(line.source)!)}` : ""} ${look} ${step === line.id ? "pointed" : ""}`}>
      <path class="reach" d={rounded(line.points)} />
      <path class="line" d={rounded(line.points)} marker-end={`url(#tip-${look || (line.own ? "own" : "plain")})`} />
    </g>
  );
  return (
    <svg ref={svg} class={`diagram grid ${lit ? "has-lit" : ""}`} width={width * zoom} height={height * zoom} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      <defs>
        {["plain", "own", "lit"].map((look) => (
          <marker key={look} id={`tip-${look}`} class={`arrow ${look}`} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0,1L10,5L0,9z" />
          </marker>
        ))}
      </defs>
      {grid.lanes.map((lane, index) => (
        <g key={lane.id} class={`lane ${index % 2 ? "odd" : "even"}`}>
          <rect x="0" y={lane.top} width={width} height={lane.height} />
          <text x="10" y={lane.top + lane.height / 2}>
            {lane.text.map((line, row, all) => <tspan key={row} x="10" y={lane.top + lane.height / 2 + 4 + (row - (all.length - 1) / 2) * FACES.lane.line}>{`${line} `}</tspan>)}
          </text>
        </g>
      ))}
      {grid.groups.map(({ id, text, left, width: wide }) => (
        <g key={id} class={`group hue-${hue(id)}`}>
          <rect class="mark" x={left + 8} y={head.height - 5} width={wide - 16} height="3" rx="1.5" />
          <text>{text.map((line, row, all) => <tspan key={row} x={left + wide / 2} y={head.height / 2 + 1 + (row - (all.length - 1) / 2) * FACES.group.line}>{`${line} `}</tspan>)}</text>
        </g>
      ))}
      {grid.steps.filter((line) => !line.own).map((line) => drawn(line, ""))}
      {grid.steps.filter(({ own }) => own).map((line) => drawn(line, ""))}
      {grid.steps.filter(bright).map((line) => drawn(line, "lit"))}
      {grid.roles.map((role) => {
        const near = lit?.near.has(role.id);
        return (
          <a key={role.id} data-role={role.id} href={outside(href(role.id))} tabIndex={role.id === stop ? 0 : -1} aria-label={name(role.id)} aria-current={role.id === at ? "true" : undefined}
            class={`role hue-${hue(role.group)} ${role.described === false ? "mentioned" : ""} ${lit?.centers.has(role.id) ? "main" : near ? "near" : lit ? "far" : ""} ${role.id === at ? "chosen" : ""}`}>
            <rect class="box" x={role.x - box.width / 2} y={role.y - box.height / 2} width={box.width} height={box.height} rx="6" />
            <rect class="mark" x={role.x - box.width / 2} y={role.y - box.height / 2 + 5} width="3.5" height={box.height - 10} rx="1.5" />
            {pinned.includes(role.id) && <circle class="pin" cx={role.x + box.width / 2 - 3} cy={role.y - box.height / 2 + 3} r="5" />}
            <text>{role.text.map((line, index, all) => <tspan key={index} x={role.x + 1} y={role.y + 4 + (index - (all.length - 1) / 2) * FACES.role.line}>{`${line} `}</tspan>)}</text>
          </a>
        );
      })}
    </svg>
  );
}
