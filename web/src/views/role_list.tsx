/** All roles by level, for readers who do not know a role's name. */
import { useEffect, useState } from "preact/hooks";
import { go, Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, AskButton, useAnswer } from "../answer";
import { ask, type Question } from "../ask";
import { RoleBox } from "../choice_box";
import { RoleList, SkillName, ToolName, type RoleListQuery } from "../questions";
import { SaveMenu } from "../save_menu";
import { Scroll } from "../scroll";
import { useTitle } from "../title";
import { useVocabulary } from "../vocabulary";
import { counted } from "../words";

type Listed = RoleListQuery["roles"]["nodes"][number];

export function RoleListView() {
  const address = useAddress();
  const { families } = useVocabulary();
  const family = address.params.get("family") ?? "";
  const [skill, tool] = [address.params.get("skill"), address.params.get("tool")];
  const filter = family || skill || tool ? { family: family || null, skill, tool } : null;
  const asked = useAnswer(RoleList, { filter, after: null });
  useTitle("Roles");
  return (
    <div class="view">
      <h1>Roles</h1>
      <div class="question row">
        <RoleBox label="Find a role" hint="Any of its names" value={null} choose={(id) => go(roleAddress(id))} collects />
        <label>
          Family
          <select value={family} onChange={(event) => go(withParams(address, { family: event.currentTarget.value }))}>
            <option value="">All families</option>
            {families.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
      </div>
      {(skill || tool) && (
        <ul class="chips" aria-label="Only roles with">
          {skill && <Named question={SkillName} id={skill} of={(answer) => answer.skill?.name} words="that ask for" remove={() => go(withParams(address, { skill: null }))} />}
          {tool && <Named question={ToolName} id={tool} of={(answer) => answer.tool?.name} words="that use" remove={() => go(withParams(address, { tool: null }))} />}
        </ul>
      )}
      <Answered asked={asked}>{({ roles }) => <Table key={JSON.stringify(filter)} first={roles} more={(after) => ask(RoleList, { filter, after }).then((next) => next.roles)} />}</Answered>
    </div>
  );
}

function Named<Answer>({ question, id, of, words, remove }: { question: Question<Answer, { id: string }>; id: string; of: (answer: Answer) => string | undefined; words: string; remove: () => void }) {
  const { answer } = useAnswer(question, { id });
  const name = (answer && of(answer)) ?? id;
  return <li>Roles {words} {name}<button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button></li>;
}

function Table({ first, more }: { first: RoleListQuery["roles"]; more: (after: string | null) => Promise<RoleListQuery["roles"]> }) {
  const [pages, setPages] = useState([first]);
  useEffect(() => setPages([first]), [first]);
  const roles = pages.flatMap(({ nodes }) => nodes);
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo;
  return (
    <section class="section">
      <div class="section-head">
        <h2>{counted(first.totalCount, "role")}</h2>
        <SaveMenu name="roles" rows={() => [["id", "title", "level", "family", "described"], ...roles.map((role) => [role.id, role.title, role.level?.name, role.family?.name, role.described])]} />
      </div>
      <Scroll label="Table of roles">
        <table class="stacked brief">
          <thead><tr><th scope="col">Role</th><th scope="col">Level</th><th scope="col">Family</th></tr></thead>
          <tbody>{roles.map((role) => <Row key={role.id} role={role} />)}</tbody>
        </table>
      </Scroll>
      {hasNextPage && <AskButton ask={() => more(endCursor).then((next) => setPages([...pages, next]))}>Show more</AskButton>}
    </section>
  );
}

function Row({ role }: { role: Listed }) {
  return (
    <tr>
      <th scope="row">
        <Link to={roleAddress(role.id)}>{role.title}</Link>
        {!role.described && <small class="soft"> only mentioned</small>}
        {role.status !== "PUBLISHED" && <small class="soft"> {role.status.toLowerCase()}</small>}
      </th>
      <td data-head="Level">{role.level?.name ?? <span class="soft">not stated</span>}</td>
      <td data-head="Family">{role.family?.name ?? <span class="soft">not stated</span>}</td>
    </tr>
  );
}
