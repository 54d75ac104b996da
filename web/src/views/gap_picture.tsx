/** The gap as a bar for every skill: its length is the skill's weight, its colour says whether I have it. */
import type { RefObject } from "preact";
import { place } from "../evidence";
import { useWidth } from "../picture/diagram";
import type { Cell } from "../picture/files";
import { cut } from "../picture/layout";
import type { GapQuery } from "../questions";
import { asked, deepened } from "../words";

export type GapAnswer = NonNullable<GapQuery["skillGap"]>;

const [ROW, TOP, CHARACTER] = [22, 30, 7.3];
const STATES = { learn: "To learn", deepen: "To deepen", shared: "There" };

interface Bar {
  id: string;
  name: string;
  weight: number;
  state: keyof typeof STATES;
}

function barsOf(gap: GapAnswer): Bar[] {
  const bar = (state: Bar["state"]) => (required: GapAnswer["shared"][number]): Bar => ({ id: required.skill.id, name: required.skill.name, weight: required.weight ?? 0.1, state });
  const bars = [...gap.learn.map(bar("learn")), ...gap.deepen.map(({ after }) => bar("deepen")(after)), ...gap.differently.map(({ after }) => bar("shared")(after)), ...gap.shared.map(bar("shared"))];
  return bars.sort((a, b) => b.weight - a.weight || a.name.localeCompare(b.name));
}

export function GapPicture({ gap, svg }: { gap: GapAnswer; svg: RefObject<SVGSVGElement | null> }) {
  const [ref, width] = useWidth();
  const bars = barsOf(gap);
  const most = Math.max(...bars.map(({ weight }) => weight), 0.1);
  const named = width < 480 ? 150 : 240;
  const room = Math.max(40, width - named - 40);
  return (
    <div class="picture" ref={ref}>
      {width > 0 && (
        <svg ref={svg} class="diagram bars" width={width} height={TOP + bars.length * ROW + 12} role="img" aria-label="Skills by weight, and which are there; the lists below say the same">
          {Object.entries(STATES).map(([state, name], index) => (
            <g key={state} class={`bar ${state}`}>
              <rect x={16 + index * 110} y="8" width="14" height="12" rx="2" />
              <text x={36 + index * 110} y="18">{name}</text>
            </g>
          ))}
          {bars.map(({ id, name, weight, state }, index) => (
            <g key={id} class={`bar ${state}`}>
              <text class="name" x={named} y={TOP + index * ROW + 15}>{cut(name, Math.floor((named - 12) / CHARACTER))}</text>
              <rect x={named + 10} y={TOP + index * ROW + 4} width={(room * weight) / most} height={ROW - 8} rx="3" />
            </g>
          ))}
        </svg>
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
