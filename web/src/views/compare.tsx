/** Two to five roles side by side: every section, what differs first, then what all have alike. */
import { go, Link, listed, roleAddress, useAddress, withParams } from "../address";
import { Answered, useAnswer } from "../answer";
import type { Cell } from "../picture/files";
import { Compare, type CompareQuery } from "../questions";
import { RoleChips } from "../role_chips";
import { SaveMenu } from "../save_menu";
import { Scroll } from "../scroll";
import { useTitle } from "../title";
import { besides, counted, spaced } from "../words";
import { WrittenText } from "../written_text";

type Comparison = CompareQuery["compareRoles"];
type Section = Comparison["sections"][number];

const MOST = 5;

export function CompareView() {
  const address = useAddress();
  const ids = listed(address.params, "roles").slice(0, MOST);
  const asked = useAnswer(Compare, ids.length > 1 ? { ids } : null);
  useTitle(asked.answer ? asked.answer.compareRoles.roles.map(({ title }) => title).join(" – ") : "Compare");
  return (
    <div class="view">
      <h1>Roles side by side</h1>
      <div class="question">
        <RoleChips label="Two to five roles to compare" ids={ids} most={MOST} write={(next) => go(withParams(address, { roles: next.join(",") }))} />
      </div>
      {ids.length > 1 ? <Answered asked={asked}>{({ compareRoles }) => <Compared comparison={compareRoles} />}</Answered> : <p class="soft">{ids.length ? "Add one more role." : "Choose the roles; every section of their documents is then laid side by side."}</p>}
    </div>
  );
}

function Compared({ comparison: { roles, sections } }: { comparison: Comparison }) {
  const address = useAddress();
  const different = sections.filter(({ differences }) => differences.length);
  const alike = sections.filter(({ shared }) => shared.length);
  return (
    <>
      <section class="section" aria-label="Differences">
        <div class="section-head">
          <h2>What differs <span class="soft">{different.reduce((sum, { differences }) => sum + differences.length, 0)}</span></h2>
          <SaveMenu name={`compare ${roles.map(({ id }) => id).join(" ")}`} rows={() => rows(roles, sections)} />
        </div>
        <Scroll label="Table of differences" tall>
          <table class="compare stacked">
            <thead>
              <tr>
                <th scope="col"><span class="unseen">What</span></th>
                {roles.map(({ id, title, level, family }) => (
                  <th key={id} scope="col"><Link to={roleAddress(id)}>{title}</Link><small>{besides(title, level?.name, family?.name)}</small></th>
                ))}
              </tr>
            </thead>
            {different.map((section) => <Differences key={section.section} section={section} roles={roles} />)}
          </table>
        </Scroll>
        {!different.length && <p>In no section of their documents do these roles differ.</p>}
      </section>
      <section class="section" aria-label="Alike">
        <h2>What {roles.length === 2 ? "both" : "all"} have <span class="soft">{alike.reduce((sum, { shared }) => sum + shared.length, 0)}</span></h2>
        {!alike.length && <p class="soft">Nothing.</p>}
        {alike.map(({ section, shared }) => (
          <div key={section} class="group">
            <h3>{spaced(section)} <span class="soft">{shared.length}</span></h3>
            <ul class="tags">{shared.map((name) => <li key={name}>{name}</li>)}</ul>
          </div>
        ))}
      </section>
      {roles.length === 2 && (
        <p class="actions">
          <Link class="button" to={`/path?from=${roles[0]!.id}&to=${roles[1]!.id}`}>The way from {roles[0]!.title} to {roles[1]!.title}</Link>
          <Link class="button" to={withParams({ ...address, path: "/gap", params: new URLSearchParams() }, { role: roles[0]!.id, to: roles[1]!.id })}>What is to be learned</Link>
        </p>
      )}
    </>
  );
}

function Differences({ section: { section, differences }, roles }: { section: Section; roles: Comparison["roles"] }) {
  return (
    <tbody>
      <tr class="kind-row"><th scope="rowgroup" colSpan={roles.length + 1}>{spaced(section)} <span class="soft">{counted(differences.length, "difference")}</span></th></tr>
      {differences.map(({ name, values }, index) => (
        <tr key={index}>
          <th scope="row">{name}</th>
          {values.map((value, place) => <td key={place} class={value === null ? "none" : ""} data-head={roles[place]?.title}>{value === null ? <span aria-label="not there">–</span> : value ? <WrittenText text={value} /> : "✓"}</td>)}
        </tr>
      ))}
    </tbody>
  );
}

function rows(roles: Comparison["roles"], sections: Section[]): Cell[][] {
  const different = sections.flatMap(({ section, differences }) => differences.map(({ name, values }) => [section, name, ...values.map((value) => (value === "" ? "yes" : value))]));
  const alike = sections.flatMap(({ section, shared }) => shared.map((name) => [section, name, ...roles.map(() => "yes")]));
  return [["section", "what", ...roles.map(({ title }) => title)], ...different, ...alike];
}
