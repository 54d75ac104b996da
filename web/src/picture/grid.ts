/**
 * The career map: one row a level, the highest on top, one column a family, and steps as routed lines in the channels between boxes.
 *
 * Levels give the rows and families the columns, so a reader knows where to look before looking. What is left to compute is the order of the columns (families that
 * exchange people stand side by side) and the lines: each runs in free channels only, so that it never crosses a box.
 */
import { inOrder, type Lane, type Place, type Placeable, type Step } from "./layout";

export interface Group {
  id: string;
  name: string;
}

export interface Cell extends Placeable {
  /** Id of its column. */
  group: string;
}

export interface Line {
  /** From start to end; neighbours differ in x or in y, never in both. */
  points: Place[];
  label: Place;
}

export interface Grid<R extends Cell = Cell, S extends Step = Step> {
  width: number;
  height: number;
  box: { width: number; height: number };
  /** Room for the names of levels at the left and of families at the top. */
  head: { width: number; height: number };
  lanes: (Lane & { top: number; height: number })[];
  groups: (Group & { left: number; width: number })[];
  roles: (R & Place)[];
  steps: (S & Line)[];
}

/** A step that is a line among many: those of this kind share one track a row. */
export interface Sideways extends Step {
  sideways?: boolean;
}

const BOX = { height: 56, least: 84, most: 150 };
const HEAD = { width: 92, height: 40 };
const [GUTTER, TRACK, EDGE, FAN] = [18, 6, 12, 11];

/** Lays out the map in `width`; where the columns need more, it is wider. Steps whose roles are not among `roles` are left out. */
export function grid<R extends Cell, S extends Sideways>(lanes: Lane[], groups: Group[], roles: R[], steps: S[], width: number): Grid<R, S> {
  const placed = new Map<string, Spot>();
  const known = steps.filter(({ source, target }) => source !== target && roles.some(({ id }) => id === source) && roles.some(({ id }) => id === target));
  const ordered = inOrder(lanes);
  const columns = columnsOf(groups, roles, known);
  const rows = rowsOf(ordered, columns, roles, known, placed);
  const pitch = Math.max(BOX.least + GUTTER, Math.min(BOX.most + 2 * GUTTER, (width - HEAD.width) / columns.length));
  const board = new Board(placed, columns.length, rows.length);
  const wires = known.map((step) => board.wire(step));
  const channels = board.heights();
  const box = { width: Math.min(BOX.most, pitch - GUTTER), height: BOX.height };
  const tops = topsOf(rows, channels);
  const left = HEAD.width + Math.max(0, (width - HEAD.width - columns.length * pitch) / 2);
  const middle = (column: number) => left + (column + 0.5) * pitch;
  const at = (id: string): Place => ({ x: middle(placed.get(id)!.column), y: tops[placed.get(id)!.row]! + BOX.height / 2 });
  const drawn: Measures = { at, gutter: (column) => left + column * pitch, channel: (row) => (tops[row] ?? tops.at(-1)! + BOX.height + channels.at(-1)!) - EDGE / 2, box };
  const height = tops.at(-1)! + BOX.height + channels.at(-1)!;
  return {
    width: Math.max(width, HEAD.width + columns.length * pitch),
    height,
    box,
    head: HEAD,
    lanes: bandsOf(ordered, rows, tops, channels, height),
    groups: columns.map((group, index) => ({ ...group, left: middle(index) - pitch / 2, width: pitch })),
    roles: roles.map((role) => ({ ...role, ...at(role.id) })),
    steps: known.map((step, index) => ({ ...step, ...board.line(wires[index]!, drawn) })),
  };
}

interface Spot {
  row: number;
  column: number;
}

interface Row {
  lane: string;
}

/** Families that have roles, in the order in which their steps are shortest (moves, as long as one helps); roles without a family come last. */
export function columnsOf(groups: Group[], roles: Cell[], steps: Step[]): Group[] {
  const used = groups.filter(({ id }) => roles.some(({ group }) => group === id));
  const groupOf = new Map(roles.map(({ id, group }) => [id, group]));
  const between = new Map<string, number>();
  for (const { source, target } of steps) {
    const key = [groupOf.get(source)!, groupOf.get(target)!].sort().join("\n");
    between.set(key, (between.get(key) ?? 0) + 1);
  }
  const pairs = [...between].map(([key, count]) => [...key.split("\n"), count] as [string, string, number]);
  const length = (order: Group[]) => {
    const place = new Map(order.map(({ id }, index) => [id, index]));
    return pairs.reduce((sum, [one, other, count]) => sum + count * Math.abs((place.get(one) ?? order.length) - (place.get(other) ?? order.length)), 0);
  };
  let best = used.filter(({ id }) => id);
  const rest = used.filter(({ id }) => !id);
  for (let better = true; better; ) {
    better = false;
    for (let from = 0; from < best.length; from++)
      for (let to = 0; to < best.length; to++) {
        const moved = best.toSpliced(from, 1).toSpliced(to, 0, best[from]!);
        if (length(moved) < length(best)) [best, better] = [moved, true];
      }
  }
  return [...best, ...rest];
}

/** Rows from top to bottom. Several roles of one family and level stand on top of each other, the one with most steps at the bottom. */
function rowsOf(lanes: Lane[], columns: Group[], roles: Cell[], steps: Step[], placed: Map<string, Spot>): Row[] {
  const degree = new Map<string, number>();
  for (const { source, target } of steps) for (const id of [source, target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const rows: Row[] = [];
  for (const { id: lane } of lanes) {
    const stacks = columns.map(({ id }) => roles.filter((role) => role.lane === lane && role.group === id).sort((a, b) => (degree.get(a.id) ?? 0) - (degree.get(b.id) ?? 0)));
    const high = Math.max(1, ...stacks.map(({ length }) => length));
    stacks.forEach((stack, column) => stack.forEach((role, index) => placed.set(role.id, { column, row: rows.length + high - stack.length + index })));
    for (let row = 0; row < high; row++) rows.push({ lane });
  }
  return rows;
}

function topsOf(rows: Row[], channels: number[]): number[] {
  let y = HEAD.height;
  return rows.map((_, row) => {
    const top = y + channels[row]!;
    y = top + BOX.height;
    return top;
  });
}

/** A lane begins in the middle of the channel above its first row. */
function bandsOf(lanes: Lane[], rows: Row[], tops: number[], channels: number[], height: number): Grid["lanes"] {
  const tracks = lanes.map(({ id }) => rows.findIndex(({ lane }) => lane === id));
  const starts = tracks.map((row) => (row ? tops[row]! - channels[row]! / 2 : HEAD.height));
  return lanes.map((lane, index) => ({ ...lane, top: starts[index]!, height: (starts[index + 1] ?? height) - starts[index]! }));
}

interface Run {
  from: number;
  to: number;
  /** Runs with one key share a track, because they are one line: several ways into the same role. */
  key: string;
  track?: number;
}

interface Wire {
  source: string;
  target: string;
  /** 1 upwards, -1 downwards. */
  way: number;
  /** Channel that it leaves by, and the one that it arrives by. */
  leaves: number;
  arrives: number;
  /** x of the vertical part in columns; a whole number is a gutter, half of one the middle of a column. */
  turn: number;
  first?: Run;
  last?: Run;
  upright?: Run;
  sideways: boolean;
}

interface Measures {
  at: (id: string) => Place;

  gutter: (column: number) => number;
  /** Lower edge of the channel above a row. */
  channel: (row: number) => number;
  box: { width: number; height: number };
}

/** Channels and gutters with their tracks. Channel `r` lies above row `r`, gutter `c` left of column `c`. */
class Board {
  private readonly taken = new Set<string>();
  private readonly channels: Run[][];
  private readonly gutters: Run[][];

  constructor(
    private readonly placed: Map<string, Spot>,
    columns: number,
    rows: number,
  ) {
    for (const { row, column } of placed.values()) this.taken.add(`${column} ${row}`);
    this.channels = Array.from({ length: rows + 1 }, () => []);
    this.gutters = Array.from({ length: columns + 1 }, () => []);
  }

  /** Decides which channels and which gutter or free column a step takes. */
  wire({ source, target, sideways = false }: Sideways): Wire {
    const [start, end] = [this.placed.get(source)!, this.placed.get(target)!];
    const level = start.row === end.row;
    const way = level ? 1 : Math.sign(start.row - end.row);
    const leaves = way > 0 ? start.row : start.row + 1;
    const arrives = level ? start.row : way > 0 ? end.row + 1 : end.row;
    const turn = leaves === arrives ? end.column + 0.5 : this.turn(start, end, leaves, arrives);
    const wire: Wire = { source, target, way, leaves, arrives, turn, sideways: sideways && level };
    const key = `${target} ${way}`;
    if (start.column + 0.5 !== turn) wire.first = this.run(this.channels[leaves]!, start.column + 0.5, turn, wire.sideways ? "sideways" : leaves === arrives || turn === end.column + 0.5 ? key : `${source} out ${way}`);
    if (turn !== end.column + 0.5) wire.last = this.run(this.channels[arrives]!, turn, end.column + 0.5, key);
    if (Number.isInteger(turn)) wire.upright = this.run(this.gutters[turn]!, Math.min(leaves, arrives), Math.max(leaves, arrives), key);
    return wire;
  }

  /** The column of the end or of the start, if it is free between them; else the gutter beside the end that is nearer to the start. */
  private turn(start: Spot, end: Spot, leaves: number, arrives: number): number {
    const [low, high] = [Math.min(leaves, arrives), Math.max(leaves, arrives)];
    const free = (column: number) => Array.from({ length: high - low }, (_, index) => low + index).every((row) => !this.taken.has(`${column} ${row}`));
    if (free(end.column)) return end.column + 0.5;
    if (free(start.column)) return start.column + 0.5;
    return start.column > end.column ? end.column + 1 : end.column;
  }

  private run(runs: Run[], from: number, to: number, key: string): Run {
    const run = { from: Math.min(from, to), to: Math.max(from, to), key };
    runs.push(run);
    return run;
  }

  /** Gives every run a track; returns the height of every channel. */
  heights(): number[] {
    this.gutters.forEach(track);
    return this.channels.map((runs, index) => Math.max(index ? 22 : 10, track(runs) * TRACK + 2 * EDGE));
  }

  line(wire: Wire, { at, gutter, channel, box }: Measures): Line {
    const [start, end] = [at(wire.source), at(wire.target)];
    const level = start.y === end.y;
    const lane = (row: number, run: Run | undefined) => channel(row) - ((run?.track ?? 0) + 0.5) * TRACK;
    const side = Math.sign(start.x - end.x);
    const out = start.x + (wire.sideways ? 2 * FAN * -side : wire.way < 0 ? -2 * FAN : level ? -FAN * side : 0);
    const straight = start.x === end.x && !wire.upright;
    const into = straight ? out : end.x + (wire.sideways ? 2 * FAN * side : wire.way < 0 ? -2 * FAN + 5 * side : FAN * (wire.upright ? Math.sign(wire.turn - this.placed.get(wire.target)!.column - 0.5) : side));
    const tip = { x: into, y: end.y + ((level ? -1 : wire.way) * box.height) / 2 };
    const root = { x: out, y: start.y - (wire.way * box.height) / 2 };
    const points = [root];
    if (wire.upright) {
      const x = gutter(wire.turn) + (((wire.upright.track ?? 0) % 4) - 1.5) * 4;
      const [one, other] = [lane(wire.leaves, wire.first), lane(wire.arrives, wire.last)];
      points.push({ x: out, y: one }, { x, y: one }, { x, y: other }, { x: into, y: other });
    } else if (wire.last) {
      const y = lane(wire.arrives, wire.last);
      points.push({ x: out, y }, { x: into, y });
    } else if (!straight) {
      const y = lane(wire.leaves, wire.first);
      points.push({ x: out, y }, { x: into, y });
    }
    points.push(tip);
    return { points, label: halfway(points) };
  }
}

/** Left-edge algorithm: runs with one key as one, each on the lowest track that is free there. Returns the number of tracks. */
function track(runs: Run[]): number {
  const byKey = new Map<string, Run[]>();
  for (const run of runs) byKey.set(run.key, [...(byKey.get(run.key) ?? []), run]);
  const merged = [...byKey.values()].map((same) => ({ same, from: Math.min(...same.map(({ from }) => from)), to: Math.max(...same.map(({ to }) => to)) }));
  const sideways = ({ same }: (typeof merged)[number]) => same[0]!.key === "sideways";
  merged.sort((a, b) => Number(sideways(b)) - Number(sideways(a)) || a.to - a.from - (b.to - b.from));
  const tracks: { from: number; to: number }[][] = [];
  for (const { same, from, to } of merged) {
    let free = tracks.findIndex((others) => others.every((other) => other.to <= from || other.from >= to));
    if (free < 0) free = tracks.push([]) - 1;
    tracks[free]!.push({ from, to });
    for (const run of same) run.track = free;
  }
  return tracks.length;
}

/** The middle of the longest part of a line. */
function halfway(points: Place[]): Place {
  const parts = points.slice(1).map((b, index) => [points[index]!, b] as const);
  const long = ([a, b]: (typeof parts)[number]) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  const [a, b] = parts.reduce((best, part) => (long(part) > long(best) ? part : best));
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

const RADIUS = 5;

/** A line with round corners, as the path of an SVG element. */
export function rounded(points: Place[]): string {
  const [start, ...rest] = points as [Place, ...Place[]];
  let text = `M${written(start)}`;
  rest.forEach((corner, index) => {
    const [before, after] = [points[index]!, rest[index + 1]];
    if (!after) return (text += `L${written(corner)}`);
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    text += `L${written(toward(corner, before, radius))}Q${written(corner)} ${written(toward(corner, after, radius))}`;
  });
  return text;
}

const distance = (a: Place, b: Place) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const toward = (from: Place, to: Place, by: number): Place => ({ x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by });
const written = ({ x, y }: Place) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
