/** The gap as a bar for every skill: its length is the skill's weight, its colour says whether I have it. */
import type { RefObject } from "preact";
import { useWidth } from "../picture/diagram";
import type { Cell } from "../picture/files";
import { heightOf, lines, type Face } from "../picture/text";
import { place } from "../places";
import type { GapQuery } from "../questions";
import { asked, deepened } from "../words";

export type GapAnswer = NonNullable<GapQuery["skillGap"]>;

const [ROW, TOP, KEY] = [22, 30, 110];
const NAME: Face = { size: 12, weight: 400, line: 14 };
const STATES = { learn: "To learn", deepen: "To deepen", differently: "Differently", shared: "There" };

interface Bar {
  id: string;
  name: string;
  weight: number;
  state: keyof typeof STATES;
}

function barsOf(gap: GapAnswer): Bar[] {
  const bar = (state: Bar["state"]) => (required: GapAnswer["shared"][number]): Bar => ({ id: required.skill.id, name: required.skill.name, weight: required.weight ?? 0.1, state });
  const bars = [...gap.learn.map(bar("learn")), ...gap.deepen.map(({ after }) => bar("deepen")(after)), ...gap.differently.map(({ after }) => bar("differently")(after)), ...gap.shared.map(bar("shared"))];
  return bars.sort((a, b) => b.weight - a.weight || a.name.localeCompare(b.name));
}

/** Bars of one length say nothing that the lists do not. */
export const weightsDiffer = (gap: GapAnswer): boolean => new Set(barsOf(gap).map(({ weight }) => weight)).size > 1;

export function GapPicture({ gap, svg }: { gap: GapAnswer; svg: RefObject<SVGSVGElement | null> }) {
  const [ref, width] = useWidth();
  const bars = barsOf(gap);
  const most = Math.max(...bars.map(({ weight }) => weight), 0.1);
  const named = width < 480 ? 150 : 240;
  const room = Math.max(40, width - named - 40);
  const text = (name: string) => lines(name, named - 16, NAME);
  let end = TOP;
  const rows = bars.map((bar) => {
    const height = heightOf([bar.name], named - 16, NAME, ROW);
    end += height;
    return { ...bar, height, middle: end - height / 2 };
  });
  return (
    <div class="picture" ref={ref}>
      {width > 0 && (
        <div class="canvas">
          <svg ref={svg} class="diagram bars" width={width} height={end + 12} role="img" aria-label="Skills by weight, and which are there; the lists below say the same">
            {Object.entries(STATES).filter(([state]) => bars.some((bar) => bar.state === state)).map(([state, name], index) => (
              <g key={state} class={`bar ${state}`}>
                <rect x={16 + index * KEY} y="8" width="14" height="12" rx="2" />
                <text x={36 + index * KEY} y="18">{name}</text>
              </g>
            ))}
            {rows.map(({ id, name, weight, state, middle }) => (
              <g key={id} class={`bar ${state}`}>
                <text class="name">{text(name).map((line, row, all) => <tspan key={row} x={named} y={middle + 4 + (row - (all.length - 1) / 2) * NAME.line}>{line}</tspan>)}</text>
                <rect x={named + 10} y={middle - ROW / 2 + 4} width={(room * weight) / most} height={ROW - 8} rx="3" />
              </g>
            ))}
          </svg>
        </div>
      )}
    </div>
  );
}

export function gapRows(gap: GapAnswer): Cell[][] {
  const row = (state: string, required: GapAnswer["shared"][number], note: string) => [state, required.skill.name, note, required.weight, required.evidence.map(place).join("; ")];
  return [
    ["state", "skill", "asked", "weight", "sources"],
    ...gap.learn.map((required) => row("learn", required, asked(required))),
    ...gap.deepen.map((step) => row("deepen", step.after, deepened(step.before, step.after))),
    ...gap.differently.map(({ before, after }) => row("expected differently", after, `${before?.expects ?? ""} → ${after.expects ?? ""}`)),
    ...gap.shared.map((required) => row("there", required, asked(required))),
  ];
}
