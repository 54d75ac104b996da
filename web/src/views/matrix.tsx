/** The competency matrix: skills × levels. Words and shade show how strongly a level asks for a skill. */
import type { Cell } from "../picture/files";
import type { LadderQuery } from "../questions";
import { asked, IMPORTANCES, TIERS } from "../words";

export type Ladder = NonNullable<LadderQuery["ladder"]>;

const SHORT = { MUST: "Must", GOOD: "Good", ADVANCED: "Advanced", EMERGING: "Emerging" };

/** The columns: levels that have a role, in the order of the rungs. */
const columns = ({ rungs }: Ladder) => rungs.filter(({ roles }) => roles.length).map(({ level }) => level);

export function Matrix({ ladder }: { ladder: Ladder }) {
  const levels = columns(ladder);
  const kinds = [
    { kind: "TECHNICAL", name: "Technical skills" },
    { kind: "SOFT", name: "Soft skills" },
  ];
  if (!ladder.matrix.length) return <p class="soft">No document of this family names skills.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Competency matrix">
      <table class="matrix">
        <thead>
          <tr><th scope="col">Skill</th>{levels.map(({ id, name }) => <th key={id} scope="col">{name}</th>)}</tr>
        </thead>
        {kinds.map(({ kind, name }) => (
          <tbody key={kind}>
            <tr class="kind-row"><th scope="rowgroup" colSpan={levels.length + 1}>{name}</th></tr>
            {ladder.matrix.filter(({ skill }) => skill.kind === kind).map(({ skill, cells }) => (
              <tr key={skill.id}>
                <th scope="row">{skill.name}</th>
                {levels.map(({ id }) => <MatrixCell key={id} cell={cells.find(({ level }) => level.id === id)} />)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type MatrixCellValue = Ladder["matrix"][number]["cells"][number];

function MatrixCell({ cell }: { cell: MatrixCellValue | undefined }) {
  if (!cell) return <td class="none"><span class="unseen">not asked for</span></td>;
  const words = cell.tier ? SHORT[cell.tier] : cell.importance ? IMPORTANCES[cell.importance] : "asked for";
  if (cell.assumed) return <td class="assumed" title={`taken for granted: ${asked(cell) || "asked for below"}`}>assumed</td>;
  return <td class={(cell.tier ?? cell.importance ?? "").toLowerCase()} title={asked(cell)}>{words}</td>;
}

export function matrixRows(ladder: Ladder): Cell[][] {
  const levels = columns(ladder);
  const cell = (found: MatrixCellValue | undefined) => found?.assumed ? "assumed" : found && (found.tier ? TIERS[found.tier] : found.importance && IMPORTANCES[found.importance]);
  const rows = ladder.matrix.map(({ skill, cells }) => [skill.name, skill.kind.toLowerCase(), ...levels.map(({ id }) => cell(cells.find(({ level }) => level.id === id)))]);
  return [["skill", "kind", ...levels.map(({ name }) => name)], ...rows];
}
