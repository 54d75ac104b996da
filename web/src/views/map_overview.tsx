/** Families × levels with the number of roles in each: the map from far away. A field opens the list of its roles. */
import { useMemo, useState } from "preact/hooks";
import { Link, useAddress, withParams } from "../address";
import { Answered, useAnswer } from "../answer";
import { inOrder } from "../picture/layout";
import { MapRoles, type MapCountsQuery } from "../questions";
import { SaveMenu } from "../save_menu";
import { Scroll } from "../scroll";
import { lanesOf, NO_LEVEL, useVocabulary } from "../vocabulary";
import { counted } from "../words";

type Count = MapCountsQuery["careerNetwork"]["counts"][number];

const NO_FAMILY = { id: "", name: "No family stated" };

/** The field as the address names it. */
const fieldOf = ({ family, level }: Count): string => `${family ?? NO_FAMILY.id}@${level ?? NO_LEVEL}`;

export function Overview({ counts }: { counts: Count[] }) {
  const known = useVocabulary();
  const address = useAddress();
  const field = address.params.get("field");
  const levels = useMemo(() => inOrder(lanesOf(known, counts.map(({ level }) => level))).reverse().map((lane) => ({ ...lane, name: known.levels.find(({ id }) => id === lane.id)?.name ?? lane.name })), [counts, known]);
  const fields = useMemo(() => new Map(counts.map((count) => [fieldOf(count), count.roles])), [counts]);
  const families = [...known.families, NO_FAMILY].filter(({ id }) => counts.some(({ family }) => (family ?? "") === id));
  const most = Math.max(...fields.values());
  const chosen = counts.find((count) => fieldOf(count) === field);
  return (
    <>
      <section class="panel" aria-label="Overview">
        <div class="panel-head">
          <p class="soft flat">Roles by family and level; a family’s name opens its map, a number its roles.</p>
          <SaveMenu name="map overview" rows={() => [["family", "level", "roles"], ...families.flatMap(({ id, name }) => levels.map((level) => [name, level.name, fields.get(`${id}@${level.id}`) ?? 0]))]} />
        </div>
        <Scroll label="Families and levels">
          <table class="overview">
            <thead><tr><th scope="col">Family</th>{levels.map(({ id, name }) => <th key={id} scope="col">{name}</th>)}</tr></thead>
            <tbody>
              {families.map((family) => (
                <tr key={family.id}>
                  <th scope="row">{family.id ? <Link to={withParams(address, { family: family.id, field: null })}>{family.name}</Link> : family.name}</th>
                  {levels.map((level) => {
                    const key = `${family.id}@${level.id}`;
                    const count = fields.get(key) ?? 0;
                    return (
                      <td key={level.id} class={count ? `many-${Math.ceil((4 * count) / most)}` : ""}>
                        {count > 0 && <Link to={withParams(address, { field: key === field ? null : key })} aria-current={key === field ? "true" : undefined}>{count}<span class="unseen"> roles of {family.name}, {level.name}</span></Link>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      {chosen && <Field key={field} {...chosen} title={`${families.find(({ id }) => id === (chosen.family ?? ""))?.name}, ${levels.find(({ id }) => id === (chosen.level ?? NO_LEVEL))?.name}`} />}
    </>
  );
}

const AT_FIRST = 60;

/** The roles of one field. Those without a family or a level can only be asked for among others. */
function Field({ family, level, roles: count, title }: Count & { title: string }) {
  const address = useAddress();
  const [all, setAll] = useState(false);
  const asked = useAnswer(MapRoles, { filter: { family, level } });
  return (
    <section class="section" aria-label={title}>
      <h2>{title} <span class="soft">{counted(count, "role")}</span></h2>
      <Answered asked={asked}>
        {({ careerNetwork: { nodes } }) => {
          const sorted = nodes.filter((role) => role.family === family && role.level === level).sort((a, b) => a.title.localeCompare(b.title));
          return (
            <>
              <ul class="map-list">
                {(all ? sorted : sorted.slice(0, AT_FIRST)).map(({ id, title: name }) => <li key={id}><Link to={withParams(address, { at: id, field: null })}>{name}</Link></li>)}
              </ul>
              {!all && sorted.length > AT_FIRST && <button type="button" onClick={() => setAll(true)}>Show all {sorted.length}</button>}
              {sorted.length < count && <p class="soft">{count - sorted.length} more are found by name above.</p>}
            </>
          );
        }}
      </Answered>
    </section>
  );
}
