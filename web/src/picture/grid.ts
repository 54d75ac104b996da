/**
 * The career map: one row a level, the highest on top, one column a family, and steps as routed lines in the channels between boxes.
 *
 * Levels give the rows and families the columns, so a reader knows where to look before looking. What is left to compute is the order of the columns (families that
 * exchange people stand side by side) and the lines: each runs in free channels only, so that it never crosses a box.
 */
import { Board, type Measures, type Spot } from "./channels";
import { inOrder, type Lane, type Place, type Placeable, type Step } from "./layout";
import { heightOf, lines, longestWord, type Face } from "./text";

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

/** A name in the lines in which it is drawn. */
export interface Worded {
  text: string[];
}

export interface Grid<R extends Cell = Cell, S extends Step = Step> {
  width: number;
  height: number;
  box: { width: number; height: number };
  /** Room for the names of levels at the left and of families at the top. */
  head: { width: number; height: number };
  lanes: (Lane & Worded & { top: number; height: number })[];
  groups: (Group & Worded & { left: number; width: number })[];
  roles: (R & Worded & Place)[];
  steps: (S & Line)[];
}

/** A step that is a line among many: those of this kind share one track a row. */
export interface Sideways extends Step {
  sideways?: boolean;
}

export const FACES: Record<"role" | "lane" | "group", Face> = {
  role: { size: 11.5, weight: 400, line: 12.5 },
  lane: { size: 12, weight: 650, line: 15 },
  group: { size: 12, weight: 650, line: 14 },
};
/** `worded`: as wide as a box gets for the sake of a long word, if there is room. */
const BOX = { height: 56, least: 84, worded: 124, most: 150 };
const HEAD = { least: 88, most: 124, height: 40 };
const [GUTTER, PADDING] = [18, 14];

/** Lays out the map in `width`; where the columns need more, it is wider. Steps whose roles are not among `roles` are left out. */
export function grid<R extends Cell, S extends Sideways>(lanes: Lane[], groups: Group[], roles: R[], steps: S[], width: number): Grid<R, S> {
  const placed = new Map<string, Spot>();
  const known = steps.filter(({ source, target }) => source !== target && roles.some(({ id }) => id === source) && roles.some(({ id }) => id === target));
  const ordered = inOrder(lanes);
  const titles = roles.map(({ title }) => title);
  const headWidth = Math.min(HEAD.most, Math.max(HEAD.least, longestWord(ordered.map(({ name }) => name), FACES.lane) + 20));
  const room = width - headWidth;
  const worded = Math.min(BOX.worded, Math.max(BOX.least, longestWord(titles, FACES.role) + PADDING)) + GUTTER;
  const columns = divided(columnsOf(groups, roles, known), roles, room / worded);
  const count = columns.reduce((sum, { parts }) => sum + parts, 0);
  const rows = rowsOf(ordered, columns, roles, known, placed);
  const pitch = count * (BOX.least + GUTTER) <= room ? Math.min(BOX.most + 2 * GUTTER, room / count) : worded;
  const board = new Board(placed, count, rows.length);
  const wires = known.map((step) => board.wire(step));
  const channels = board.heights();
  const boxWidth = Math.min(BOX.most, pitch - GUTTER);
  const box = { width: boxWidth, height: heightOf(titles, boxWidth - PADDING, FACES.role, BOX.height) };
  const named = columns.map((column) => ({ ...column, text: lines(column.name, pitch * column.parts - 10, FACES.group) }));
  const head = { width: headWidth, height: Math.max(HEAD.height, Math.max(1, ...named.map(({ text }) => text.length)) * FACES.group.line + 12) };
  const tops = topsOf(rows, channels, head.height, box.height);
  const left = headWidth + Math.max(0, (room - count * pitch) / 2);
  const middle = (column: number) => left + (column + 0.5) * pitch;
  const at = (id: string): Place => ({ x: middle(placed.get(id)!.column), y: tops[placed.get(id)!.row]! + box.height / 2 });
  const height = tops.at(-1)! + box.height + channels.at(-1)!;
  const drawn: Measures = { at, gutter: (column) => left + column * pitch, channel: (row) => tops[row] ?? height, box };
  return {
    width: Math.max(width, headWidth + count * pitch),
    height,
    box,
    head,
    lanes: bandsOf(ordered, rows, tops, channels, head, height),
    groups: named.map(({ id, name, text, first, parts }) => ({ id, name, text, left: middle(first) - pitch / 2, width: pitch * parts })),
    roles: roles.map((role) => ({ ...role, ...at(role.id), text: lines(role.title, boxWidth - PADDING, FACES.role) })),
    steps: known.map((step, index) => ({ ...step, ...board.line(wires[index]!, drawn) })),
  };
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

interface Column extends Group {
  /** Its leftmost part. */
  first: number;
  /** So many roles stand side by side. */
  parts: number;
}

/** Where there is room for it, several roles of one family and level stand side by side. */
function divided(groups: Group[], roles: Cell[], room: number): Column[] {
  const fields = new Map<string, number>();
  for (const { lane, group } of roles) fields.set(`${group}\n${lane}`, (fields.get(`${group}\n${lane}`) ?? 0) + 1);
  const high = groups.map(({ id }) => Math.max(...[...fields].filter(([key]) => key.startsWith(`${id}\n`)).map(([, count]) => count)));
  const needed = (side: number) => high.reduce((sum, count) => sum + Math.min(side, count), 0);
  let side = 1;
  while (side < Math.max(...high) && needed(side + 1) <= room) side++;
  let first = 0;
  return groups.map((group, index) => {
    const column = { ...group, first, parts: Math.min(side, high[index]!) };
    first += column.parts;
    return column;
  });
}

/** The parts of a column from its middle outwards. */
const outwards = ({ first, parts }: Column): number[] =>
  Array.from({ length: parts }, (_, index) => first + index).sort((a, b) => Math.abs(a - first - (parts - 1) / 2) - Math.abs(b - first - (parts - 1) / 2));

/** Rows from top to bottom. Roles of one family and level fill their rows from the bottom and the middle, the one with most steps first. */
function rowsOf(lanes: Lane[], columns: Column[], roles: Cell[], steps: Step[], placed: Map<string, Spot>): Row[] {
  const degree = new Map<string, number>();
  for (const { source, target } of steps) for (const id of [source, target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const rows: Row[] = [];
  for (const { id: lane } of lanes) {
    const stacks = columns.map(({ id }) => roles.filter((role) => role.lane === lane && role.group === id).sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0)));
    const high = Math.max(1, ...stacks.map(({ length }, index) => Math.ceil(length / columns[index]!.parts)));
    stacks.forEach((stack, index) => {
      const places = outwards(columns[index]!);
      stack.forEach((role, at) => placed.set(role.id, { column: places[at % places.length]!, row: rows.length + high - 1 - Math.floor(at / places.length) }));
    });
    for (let row = 0; row < high; row++) rows.push({ lane });
  }
  return rows;
}

function topsOf(rows: Row[], channels: number[], head: number, boxHeight: number): number[] {
  let y = head;
  return rows.map((_, row) => {
    const top = y + channels[row]!;
    y = top + boxHeight;
    return top;
  });
}

/** A lane begins in the middle of the channel above its first row. */
function bandsOf(lanes: Lane[], rows: Row[], tops: number[], channels: number[], head: Grid["head"], height: number): Grid["lanes"] {
  const tracks = lanes.map(({ id }) => rows.findIndex(({ lane }) => lane === id));
  const starts = tracks.map((row) => (row ? tops[row]! - channels[row]! / 2 : head.height));
  return lanes.map((lane, index) => {
    const high = (starts[index + 1] ?? height) - starts[index]!;
    return { ...lane, text: lines(lane.name, head.width - 18, FACES.lane, Math.floor(high / FACES.lane.line)), top: starts[index]!, height: high };
  });
}
