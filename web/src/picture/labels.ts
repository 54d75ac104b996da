/** The labels of steps: where they stand, so that they hide neither one another nor names nor boxes. */
import type { Lane, Picture, Place, Placeable, Route, Step } from "./layout";
import { widthOf, type Face } from "./text";

export const LANE_NAME: Face = { size: 12, weight: 650, line: 15 };
/** Height of the strip at the top of a lane that its name stands in. */
export const LANE_TITLE = 26;
const LABEL: Face = { size: 12, weight: 600, line: 18 };

/** What stands in a lane. */
export const laneName = ({ name, missing }: Pick<Lane, "name" | "missing">): string => (missing ? `${name} – no role` : name);

/** Distance of the middle of a step's mark from the middle of its label. */
export const markAt = ({ words }: Pick<Step, "words">): number => widthOf(words ?? "", LABEL) / 2 + 14;

interface Taken extends Place {
  halfWidth: number;
  halfHeight: number;
}

const apart = (a: Taken, b: Taken) => Math.abs(a.x - b.x) >= a.halfWidth + b.halfWidth || Math.abs(a.y - b.y) >= a.halfHeight + b.halfHeight;

/** The steps, their labels moved to where there is room: along the step if possible, else beside it. */
export function labelled<S extends Step & Route>({ steps, lanes, roles, box, width }: { steps: S[] } & Omit<Picture<Placeable>, "steps">): S[] {
  const names = lanes.map((lane): Taken => {
    const half = (12 + widthOf(laneName(lane), LANE_NAME)) / 2;
    return { x: half, y: lane.top + LANE_TITLE / 2, halfWidth: half, halfHeight: LABEL.line / 2 };
  });
  const boxes = roles.map(({ x, y }): Taken => ({ x, y, halfWidth: box.width / 2, halfHeight: box.height / 2 }));
  const placed: Taken[] = [];
  const found = new Map<S, Place>();
  for (const step of steps.filter(({ words }) => words).sort((a, b) => a.points.length - b.points.length)) {
    const size = { halfWidth: step.caveats?.length ? markAt(step) + 10 : widthOf(step.words!, LABEL) / 2 + 4, halfHeight: LABEL.line / 2 };
    const candidates = [step.label, ...along(step, box.height)].map((place): Taken => ({ ...place, ...size }));
    const beside = SHIFTS.flatMap((by) => candidates.map((place) => ({ ...place, x: place.x + by })));
    const all = [...candidates, ...beside].filter(({ x, halfWidth }) => x >= halfWidth && x + halfWidth <= width);
    const free = all.filter((place) => [...placed, ...names].every((other) => apart(place, other)));
    const label = free.find((place) => boxes.every((other) => apart(place, other))) ?? free[0] ?? candidates[0]!;
    found.set(step, { x: label.x, y: label.y });
    placed.push(label);
  }
  return steps.map((step) => ({ ...step, label: found.get(step) ?? step.label }));
}

const SHIFTS = [-24, 24, -48, 48, -80, 80, -120, 120];

/** Other positions for a label on the curves between rows. */
function along({ points, shape, label }: Route, boxHeight: number): Place[] {
  if (shape !== "upright") return [];
  if (label.y > Math.max(...points.map(({ y }) => y))) return [{ x: label.x, y: label.y - boxHeight - 22 }]; // below two boxes of a row, or above them
  const gaps = points.slice(1).map((b, index) => [points[index]!, b] as const).filter((_, index) => index % 2 === 0);
  return gaps.flatMap(([a, b]) => [0.5, 0.3, 0.7, 0.2, 0.8].map((t) => ({ x: a.x + (b.x - a.x) * t * t * (3 - 2 * t), y: a.y + (b.y - a.y) * t * (1.5 + t * (t - 1.5)) })));
}

export function middle([a, b]: Place[]): Place {
  return { x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 };
}
