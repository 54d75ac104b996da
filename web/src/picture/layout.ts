/**
 * Swim-lanes: roles in bands by level, the highest on top, and steps as curves between them.
 *
 * A layered drawing by the method of Sugiyama, Tagawa and Toda (1981), with given layers. Barycentres order the rows. A long step has a place of its own in every
 * row that it passes. Each x is the least-squares position that keeps the order (pool adjacent violators).
 */

import { LANE_NAME, LANE_TITLE, labelled, laneName, middle } from "./labels";
import { heightOf, widthOf, type Face } from "./text";

export interface Lane {
  id: string;
  name: string;
  track: string;
  /** Higher ranks are above. Ranks compare only within a track. */
  rank: number;
  /** There are roles above and below, but none here. */
  missing?: boolean;
}

export interface Placeable {
  id: string;
  title: string;
  lane: string;
}

export interface Step {
  id: string;
  source: string;
  target: string;
  /** The label, for example a time. */
  words?: string;
  /** What one should know before taking it; a mark beside the label says that there is something. */
  caveats?: string[];
}

export interface Place {
  x: number;
  y: number;
}

export interface Route {
  points: Place[];
  label: Place;
  /** Vertical at both ends, an arc over neighbours in the same row, or horizontal at both ends. */
  shape: "upright" | "bow" | "across";
}

export interface Picture<R extends Placeable = Placeable, S extends Step = Step> {
  width: number;
  height: number;
  /** Size of a box. A role's `x` and `y` are the centre of its box. */
  box: { width: number; height: number };
  lanes: (Lane & { top: number; height: number })[];
  roles: (R & Place)[];
  /** `points` go from start to end; `label` is a good position for the label. */
  steps: (S & Route)[];
}

const TRACKS = ["MANAGEMENT", "INDIVIDUAL", "JOB_ZONE"];
const [LEAST_HEIGHT, ROW_GAP, COLUMN_GAP, MARGIN, THREAD] = [48, 46, 28, 16, 14];
/** Room below the names of lanes for labels of steps, where a name leaves none beside it. */
const LABEL_ROOM = 12;
const [SWEEPS, MOST_THREADED] = [8, 120];

/** Titles are measured as those of emphasised roles, which are the widest. */
export const TITLE: Face = { size: 13, weight: 600, line: 15.5 };
/** Room in a box beside its title. */
export const PADDING = 14;

/** Lanes from the highest to the lowest: managers above individual contributors, lanes without a track last. */
export function inOrder(lanes: Lane[]): Lane[] {
  const track = (lane: Lane) => (TRACKS.includes(lane.track) ? TRACKS.indexOf(lane.track) : TRACKS.length);
  return [...lanes].sort((a, b) => track(a) - track(b) || b.rank - a.rank || a.name.localeCompare(b.name));
}

/** Lays out a picture of the given width. It is wider only if long steps need more room. */
export function arranged<R extends Placeable, S extends Step>(lanes: Lane[], roles: R[], steps: S[], width: number): Picture<R, S> {
  const boxWidth = width < 480 ? 144 : 172;
  const box = { width: boxWidth, height: heightOf(roles.map(({ title }) => title), boxWidth - PADDING, TITLE, LEAST_HEIGHT) };
  const perRow = Math.max(1, Math.floor((width - 2 * MARGIN + COLUMN_GAP) / (box.width + COLUMN_GAP)));
  const ordered = inOrder(lanes);
  const rows = rowsOf(ordered, roles, steps, perRow);
  const threaded = steps.length <= MOST_THREADED ? threads(rows, steps) : new Map<string, string[]>();
  const xs = across(rows, chains(steps, threaded), box.width, width);
  const { ys, bands, height } = down(ordered, rows, box.height, ordered.some((lane) => widthOf(laneName(lane), LANE_NAME) > width / 2) ? LABEL_ROOM : 0);
  const at = (id: string): Place => ({ x: xs.get(id) ?? 0, y: ys.get(id) ?? 0 });
  const picture = {
    width: Math.max(width, ...roles.map(({ id }) => at(id).x + box.width / 2 + MARGIN)),
    height,
    box,
    lanes: bands,
    roles: roles.map((role) => ({ ...role, ...at(role.id) })),
    steps: routed(steps, threaded, at, box),
  };
  return { ...picture, steps: labelled(picture) };
}

interface Row {
  lane: string;
  items: string[];
}

function rowsOf(lanes: Lane[], roles: Placeable[], steps: Step[], perRow: number): Row[] {
  const wanted = lanes.map(({ id }) => ({ lane: id, items: roles.filter((role) => role.lane === id).map((role) => role.id) }));
  sweep(wanted, neighbours(steps.map(({ source, target }) => [source, target])));
  return wanted.flatMap(({ lane, items }) => {
    const count = Math.max(1, Math.ceil(items.length / perRow));
    const size = Math.ceil(items.length / count) || 1;
    return Array.from({ length: count }, (_, index) => ({ lane, items: items.slice(index * size, (index + 1) * size) }));
  });
}

/** Gives every step that passes rows a place in each of those rows. Returns the places by step, from start to end. */
function threads(rows: Row[], steps: Step[]): Map<string, string[]> {
  const rowOf = new Map(rows.flatMap(({ items }, row) => items.map((id) => [id, row] as const)));
  const passed = new Map<string, string[]>();
  for (const step of steps) {
    const [start, end] = [rowOf.get(step.source) ?? 0, rowOf.get(step.target) ?? 0];
    const way = Math.sign(end - start);
    const places: string[] = [];
    for (let row = start + way; way && row !== end; row += way) {
      const id = `${step.id}\n${row}`;
      rows[row]!.items.push(id);
      places.push(id);
    }
    passed.set(step.id, places);
  }
  return passed;
}

const isThread = (id: string) => id.includes("\n");

function chains(steps: Step[], threaded: Map<string, string[]>): [string, string][] {
  return steps.flatMap(({ id, source, target }) => {
    const chain = [source, ...(threaded.get(id) ?? []), target];
    return chain.slice(1).map((next, index) => [chain[index]!, next] as [string, string]);
  });
}

function neighbours(pairs: [string, string][]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string) => (found.get(from) ?? found.set(from, []).get(from)!).push(to);
  for (const [from, to] of pairs) {
    add(from, to);
    add(to, from);
  }
  return found;
}

/** Orders the items of a row by the mean position of their neighbours. */
function sweep(rows: Row[], near: Map<string, string[]>): void {
  const place = new Map<string, number>();
  const settle = ({ items }: Row) => items.forEach((id, index) => place.set(id, (index + 0.5) / items.length));
  rows.forEach(settle);
  for (let round = 0; round < SWEEPS; round++) {
    for (const row of round % 2 ? rows : [...rows].reverse()) {
      const mean = new Map(row.items.map((id) => [id, average((near.get(id) ?? []).map((other) => place.get(other) ?? 0.5)) ?? place.get(id) ?? 0.5]));
      row.items.sort((a, b) => mean.get(a)! - mean.get(b)!);
      settle(row);
    }
  }
}

const average = (values: number[]): number | undefined => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined);

function across(rows: Row[], pairs: [string, string][], boxWidth: number, width: number): Map<string, number> {
  const near = neighbours(pairs);
  sweep(rows, near);
  const wide = (id: string) => (isThread(id) ? THREAD : boxWidth);
  const xs = new Map<string, number>();
  for (const row of rows) spread(row.items, () => width / 2, wide, width).forEach((x, id) => xs.set(id, x));
  for (let round = 0; round < SWEEPS; round++) {
    for (const row of round % 2 ? rows : [...rows].reverse()) {
      const wanted = (id: string) => average((near.get(id) ?? []).map((other) => xs.get(other)!)) ?? xs.get(id)!;
      spread(row.items, wanted, wide, width).forEach((x, id) => xs.set(id, x));
    }
  }
  return xs;
}

/** The positions nearest to the wanted ones, by least squares, that keep the order and a gap. */
export function spread(items: string[], wanted: (id: string) => number, wide: (id: string) => number, width: number): Map<string, number> {
  let edge = 0;
  const offsets = items.map((id, index) => (edge += index ? (wide(items[index - 1]!) + wide(id)) / 2 + gap(items[index - 1]!, id) : wide(id) / 2));
  const room = Math.max(0, width - 2 * MARGIN - (edge + wide(items.at(-1) ?? "") / 2));
  const pools: { sum: number; count: number }[] = [];
  items.forEach((id, index) => {
    pools.push({ sum: wanted(id) - MARGIN - offsets[index]!, count: 1 });
    while (pools.length > 1 && mean(pools.at(-2)!) > mean(pools.at(-1)!)) {
      const last = pools.pop()!;
      pools[pools.length - 1] = { sum: pools.at(-1)!.sum + last.sum, count: pools.at(-1)!.count + last.count };
    }
  });
  const shifts = pools.flatMap((pool) => Array<number>(pool.count).fill(Math.min(room, Math.max(0, mean(pool)))));
  return new Map(items.map((id, index) => [id, MARGIN + offsets[index]! + shifts[index]!]));
}

const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;
const gap = (a: string, b: string) => (isThread(a) || isThread(b) ? 8 : COLUMN_GAP);

function down(lanes: Lane[], rows: Row[], boxHeight: number, room: number) {
  const ys = new Map<string, number>();
  let top = 0;
  const bands = lanes.map((lane) => {
    const own = rows.filter((row) => row.lane === lane.id);
    own.forEach((row, index) => row.items.forEach((id) => ys.set(id, top + LANE_TITLE + room + ROW_GAP / 4 + boxHeight / 2 + index * (boxHeight + ROW_GAP))));
    const height = LANE_TITLE + room + own.length * boxHeight + (own.length - 0.5) * ROW_GAP;
    const band = { ...lane, top, height };
    top += height;
    return band;
  });
  return { ys, bands, height: top };
}

function routed<S extends Step>(steps: S[], threaded: Map<string, string[]>, at: (id: string) => Place, box: { width: number; height: number }): (S & Route)[] {
  const ports = portsOf(steps, threaded, at, box);
  return steps.map((step) => {
    const [start, end] = [at(step.source), at(step.target)];
    const side = Math.sign(end.y - start.y);
    if (!side && Math.abs(end.x - start.x) < 1.5 * (box.width + COLUMN_GAP)) {
      const way = Math.sign(end.x - start.x);
      const points = [
        { x: start.x + (way * box.width) / 2, y: start.y + way * 8 },
        { x: end.x - (way * box.width) / 2, y: end.y + way * 8 },
      ];
      return { ...step, points, label: { x: middle(points).x, y: Math.max(start.y, end.y) + box.height / 2 + 11 }, shape: "upright" };
    }
    const [out, into] = [ports(step.id, step.source), ports(step.id, step.target)];
    const points = [
      { x: out, y: start.y + (side || -1) * (box.height / 2) },
      ...(threaded.get(step.id) ?? []).map(at).flatMap(({ x, y }) => [-1, 1].map((half) => ({ x, y: y + (half * side * box.height) / 2 }))),
      { x: into, y: end.y - (side || 1) * (box.height / 2) },
    ];
    if (side) return { ...step, points, label: middle(points.slice(-2)), shape: "upright" };
    return { ...step, points, label: { x: (out + into) / 2, y: start.y - box.height / 2 - 14 }, shape: "bow" };
  });
}

/** The points on a box's edge where steps begin or end: side by side, in the order of their other ends. */
function portsOf(steps: Step[], threaded: Map<string, string[]>, at: (id: string) => Place, box: { width: number }) {
  const ends = new Map<string, { step: string; toward: number }[]>();
  const add = (role: string, next: string, step: string) => {
    const key = `${role}\n${at(next).y > at(role).y}`;
    ends.set(key, [...(ends.get(key) ?? []), { step, toward: at(next).x }]);
  };
  for (const { id, source, target } of steps) {
    const chain = [source, ...(threaded.get(id) ?? []), target];
    add(source, chain[1]!, id);
    add(target, chain.at(-2)!, id);
  }
  const places = new Map<string, number>();
  for (const [key, found] of ends) {
    const role = key.split("\n")[0]!;
    const pitch = Math.min(22, (box.width * 0.7) / found.length);
    found.sort((a, b) => a.toward - b.toward).forEach(({ step }, index) => places.set(`${step}\n${role}`, at(role).x + (index - (found.length - 1) / 2) * pitch));
  }
  return (step: string, role: string) => places.get(`${step}\n${role}`) ?? at(role).x;
}

/** The curve of a step, as the path of an SVG element. */
export function curve({ points, shape }: Route): string {
  const [start, ...rest] = points as [Place, ...Place[]];
  let [text, from] = [`M${at(start)}`, start];
  for (const to of rest) {
    const bend = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    if (shape === "bow") text += `C${at({ x: from.x, y: from.y - 34 })} ${at({ x: to.x, y: to.y - 34 })} ${at(to)}`;
    else if (shape === "across") text += `C${at({ x: bend.x, y: from.y })} ${at({ x: bend.x, y: to.y })} ${at(to)}`;
    else if (Math.abs(to.y - from.y) < 1 || to.x === from.x) text += `L${at(to)}`;
    else text += `C${at({ x: from.x, y: bend.y })} ${at({ x: to.x, y: bend.y })} ${at(to)}`;
    from = to;
  }
  return text;
}

const at = ({ x, y }: Place) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
