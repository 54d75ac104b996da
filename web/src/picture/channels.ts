/** The lines of the map: which channel between rows and which gutter between columns each step takes, and on which track. */
import type { Line, Sideways } from "./grid";
import type { Place } from "./layout";

/** Height of a track, room at both sides of a channel, and how far apart lines leave a box. */
const [TRACK, EDGE, FAN] = [6, 12, 11];

export interface Spot {
  row: number;
  column: number;
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

export interface Measures {
  at: (id: string) => Place;

  gutter: (column: number) => number;
  /** Lower edge of the channel above a row. */
  channel: (row: number) => number;
  box: { width: number; height: number };
}

/** Channels and gutters with their tracks. Channel `r` lies above row `r`, gutter `c` left of column `c`. */
export class Board {
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
    const lane = (row: number, run: Run | undefined) => channel(row) - EDGE / 2 - ((run?.track ?? 0) + 0.5) * TRACK;
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
