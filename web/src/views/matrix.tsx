/** The competency matrix: skills × levels. Words and shade show how strongly a level asks for a skill. */
import { go, useAddress, withParams } from "../address";
import type { Cell } from "../picture/files";
import type { LadderQuery } from "../questions";
import { Scroll } from "../scroll";
import { asked, IMPORTANCES, TIERS } from "../words";
import { WrittenText } from "../written_text";

export type Ladder = NonNullable<LadderQuery["ladder"]>;
type Row = Ladder["matrix"][number];
type MatrixCellValue = Row["cells"][number];

const SHORT = { MUST: "Must", GOOD: "Good", ADVANCED: "Advanced", EMERGING: "Emerging" };
const [CELL, HEAD] = [6, 4]; // lines of a text in a cell, and under the name of a skill

/** The columns: levels that have a role, in the order of the rungs. */
const columns = ({ rungs }: Ladder) => rungs.filter(({ roles }) => roles.length).map(({ level }) => level);

const cellAt = ({ cells }: Row, level: string) => cells.find((cell) => cell.level.id === level);

/** What the roles of a level expect in words: as one where all say the same, else by role. */
const textsOf = (cell: MatrixCellValue) => (cell.texts.length ? cell.texts : [{ roles: [], step: cell.step, text: cell.text }]);

/** What a level asks for, as one value to compare; taking a skill for granted asks for no more than the level that lists it. */
const depth = (cell: MatrixCellValue | undefined) => (cell ? [cell.tier, cell.importance, ...textsOf(cell).flatMap(({ step, text }) => [step, text])].join() : "");

/** Whether some level asks for another depth of the skill than the level before it. */
export function changes(row: Row, levels: string[]): boolean {
  const found = levels.map((level) => depth(cellAt(row, level)));
  return found.some((value, index) => index > 0 && value !== found[index - 1]);
}

/** Whether some level says how much a skill matters; without that, rows begin with what the lowest level asks for. */
const rated = ({ matrix }: Ladder) => matrix.some(({ cells }) => cells.some(({ tier, importance }) => tier || importance));

const orderOf = (ladder: Ladder, params: URLSearchParams) => params.get("sort") || (rated(ladder) ? "" : "level");

/** The rows as the address asks for them: only those that change, with a text in the name, in an order. */
export function rowsOf(ladder: Ladder, params: URLSearchParams): Row[] {
  const levels = columns(ladder).map(({ id }) => id);
  const words = (params.get("skill") ?? "").trim().toLowerCase();
  const rows = ladder.matrix.filter((row) => (params.get("only") !== "changes" || changes(row, levels)) && row.skill.name.toLowerCase().includes(words));
  const order = orderOf(ladder, params);
  if (order === "name") return rows.toSorted((a, b) => a.skill.name.localeCompare(b.skill.name));
  const begins = (row: Row) => levels.findIndex((level) => cellAt(row, level));
  return order === "level" ? rows.toSorted((a, b) => begins(a) - begins(b)) : rows;
}

/** The kinds of skills; a ladder without soft skills has no need to tell them apart. */
const kinds = ({ matrix }: Ladder) =>
  matrix.some(({ skill }) => skill.kind === "SOFT")
    ? [{ kind: "TECHNICAL", name: "Technical skills" }, { kind: "SOFT", name: "Soft skills" }]
    : [{ kind: "TECHNICAL", name: "Skills" }];

/** The rows of each kind, those of a framework's pillars under its name. Pillars stand as the API has them, in whichever order the rows are. */
function parts(ladder: Ladder, rows: Row[]): { name: string; rows: Row[] }[] {
  return kinds(ladder).flatMap(({ kind, name }) => {
    const own = (all: Row[]) => all.filter(({ skill }) => skill.kind === kind);
    const groups = [...new Set(own(ladder.matrix).map(({ skill }) => skill.group ?? ""))];
    const named = groups.map((group) => ({ name: group || name, rows: own(rows).filter(({ skill }) => (skill.group ?? "") === group) })).filter((part) => part.rows.length);
    return named.length ? named : [{ name, rows: [] }];
  });
}

export function Matrix({ ladder }: { ladder: Ladder }) {
  const address = useAddress();
  const levels = columns(ladder);
  if (!ladder.matrix.length) return <p class="soft">No document of this family names skills.</p>;
  const rows = rowsOf(ladder, address.params);
  const told = ladder.matrix.some(({ cells }) => cells.some(({ text }) => text));
  const change = (given: Record<string, string | null>) => go(withParams(address, given), { replace: true });
  return (
    <>
      <form class="row filters" onSubmit={(event) => event.preventDefault()} aria-label="Rows">
        <label>Skill<input type="search" value={address.params.get("skill") ?? ""} placeholder="Part of a name" onInput={(event) => change({ skill: event.currentTarget.value })} /></label>
        <label>
          Order
          <select value={orderOf(ladder, address.params)} onChange={(event) => change({ sort: event.currentTarget.value })}>
            {rated(ladder) && <option value="">What matters most first</option>}
            <option value="level">By the level that asks first</option>
            <option value="name">By name</option>
          </select>
        </label>
        <label class="tick"><input type="checkbox" checked={address.params.get("only") === "changes"} onChange={(event) => change({ only: event.currentTarget.checked ? "changes" : null })} />Only what changes</label>
      </form>
      <Scroll label="Competency matrix" tall>
        <table class={told ? "matrix texts stacked" : "matrix"}>
          <thead>
            <tr><th scope="col">Skill</th>{levels.map(({ id, name }) => <th key={id} scope="col">{name}</th>)}</tr>
          </thead>
          {parts(ladder, rows).map(({ name, rows: own }) => (
            <tbody key={name}>
              <tr class="kind-row"><th scope="rowgroup" colSpan={levels.length + 1}>{name} <span class="soft">{own.length}</span></th></tr>
              {own.map((row) => (
                <tr key={row.skill.id}>
                  <th scope="row">{row.skill.name}{row.skill.description && <small class="expects"><WrittenText text={row.skill.description} most={HEAD} /></small>}</th>
                  {levels.map(({ id, name: level }, index) => <MatrixCell key={id} level={level} cell={cellAt(row, id)} before={index ? cellAt(row, levels[index - 1]!.id) : undefined} first={!index} />)}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Scroll>
    </>
  );
}

interface Compared {
  level: string;
  cell: MatrixCellValue | undefined;
  before: MatrixCellValue | undefined;
  first: boolean;
}

function MatrixCell({ level, cell, before, first }: Compared) {
  if (!cell) return <td class="none" data-head={level}><span class="unseen">not asked for</span></td>;
  const words = cell.tier ? <>{SHORT[cell.tier]}{cell.importance && <small>{IMPORTANCES[cell.importance]}</small>}</> : cell.importance ? IMPORTANCES[cell.importance] : cell.step ?? (cell.text ? "" : "asked for");
  const changed = !first && depth(cell) !== depth(before) ? "changed" : "";
  const text = cell.text && <CellTexts cell={cell} />;
  if (cell.assumed) return <td data-head={level} class={`assumed ${changed}`} title={`taken for granted: ${asked(cell) || "asked for below"}`}>assumed{text}</td>;
  return <td data-head={level} class={`${(cell.tier ?? cell.importance ?? "").toLowerCase()} ${changed}`} title={asked(cell)}>{words}{text}</td>;
}

function CellTexts({ cell }: { cell: MatrixCellValue }) {
  return (
    <>
      {textsOf(cell).map(({ roles, step, text }) => (
        <small class="expects" key={roles.map(({ id }) => id).join()}>
          {roles.length > 0 && <strong>{[roles.map(({ title }) => title).join(", "), step].filter(Boolean).join(": ")}</strong>}
          {text && <WrittenText text={text} most={CELL} />}
        </small>
      ))}
    </>
  );
}

export function matrixRows(ladder: Ladder): Cell[][] {
  const levels = columns(ladder);
  const cell = (found: MatrixCellValue | undefined) => found && ([found.step, found.text].filter(Boolean).join(": ") || (found.assumed ? "assumed" : found.tier ? TIERS[found.tier] : found.importance && IMPORTANCES[found.importance]));
  const grouped = ladder.matrix.some(({ skill }) => skill.group);
  const rows = ladder.matrix.map((row) => [row.skill.name, row.skill.kind.toLowerCase(), ...(grouped ? [row.skill.group ?? ""] : []), ...levels.map(({ id }) => cell(cellAt(row, id)))]);
  return [["skill", "kind", ...(grouped ? ["group"] : []), ...levels.map(({ name }) => name)], ...rows];
}
