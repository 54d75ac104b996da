/** A role in the middle, the roles before it on the left, the roles after it on the right. */
import { PADDING, TITLE, type Picture, type Placeable, type Step } from "./layout";
import { heightOf } from "./text";

const [BOX, APART, PORT] = [{ least: 96, most: 172, height: 44 }, 12, 5];

/** Lays out both sides in the given order, in boxes as wide as there is room for. On less than a phone the picture is wider than `width`. */
export function star<R extends Placeable, S extends Step>(centre: R, before: R[], after: R[], steps: S[], width: number): Picture<R, S> {
  const [margin, gap] = width < 480 ? [6, 26] : [16, 56];
  const boxWidth = Math.min(BOX.most, Math.max(BOX.least, Math.floor((width - 2 * (margin + gap)) / 3)));
  const full = Math.max(width, 3 * boxWidth + 2 * (margin + gap));
  const box = { width: boxWidth, height: heightOf([centre, ...before, ...after].map(({ title }) => title), boxWidth - PADDING, TITLE, BOX.height) };
  const pitch = box.height + APART;
  const height = Math.max(before.length, after.length, 1) * pitch + 2 * margin;
  const column = (roles: R[], x: number) => roles.map((role, index) => ({ ...role, x, y: height / 2 + (index - (roles.length - 1) / 2) * pitch }));
  const roles = [
    { ...centre, x: full / 2, y: height / 2 },
    ...column(before, margin + box.width / 2),
    ...column(after, full - margin - box.width / 2),
  ];
  const place = new Map(roles.map((role) => [role.id, role]));
  const fan = (index: number, count: number) => (index - (count - 1) / 2) * Math.min(PORT, (box.height - 12) / count);
  const routed = steps.flatMap((step) => {
    const [start, end] = [place.get(step.source), place.get(step.target)];
    if (!start || !end) return [];
    const port = step.source === centre.id ? fan(after.findIndex(({ id }) => id === step.target), after.length) : fan(before.findIndex(({ id }) => id === step.source), before.length);
    const points = [
      { x: start.x + box.width / 2, y: start.y + (step.source === centre.id ? port : 0) },
      { x: end.x - box.width / 2, y: end.y + (step.target === centre.id ? port : 0) },
    ];
    return [{ ...step, points, label: { x: (points[0]!.x + points[1]!.x) / 2, y: (points[0]!.y + points[1]!.y) / 2 }, shape: "across" as const }];
  });
  return { width: full, height, box, lanes: [], roles, steps: routed };
}
