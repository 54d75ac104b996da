/** A role: all sections of its documents, its neighbours, and the sources of its facts. */
import { useMemo, useRef } from "preact/hooks";
import { Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { DocumentName } from "../evidence";
import { Role as RoleQuestion } from "../questions";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { counted } from "../words";
import { WrittenText } from "../written_text";
import { Neighbours } from "./role_neighbours";
import { roleRows, sectionsOf, type Fact, type Role, type Section } from "./role_sections";

export function RoleView({ id }: { id: string }) {
  const asked = useAnswer(RoleQuestion, { id });
  useTitle(asked.answer?.role?.title ?? "Role");
  return (
    <div class="view">
      {!asked.answer?.role && <h1>Role</h1>}
      <Answered asked={asked}>{({ role }) => role && <RolePage role={role} />}</Answered>
    </div>
  );
}

function RolePage({ role }: { role: Role }) {
  const sections = useMemo(() => sectionsOf(role), [role]);
  const svg = useRef<SVGSVGElement>(null);
  return (
    <>
      <RoleHead role={role} />
      <div class="actions">
        <Link to={`/path?from=${role.id}`} class="button main">Plan from here</Link>
        <Link to={`/path?to=${role.id}`} class="button">How to get here</Link>
        <Link to={`/gap?to=${role.id}`} class="button">What I would have to learn</Link>
        {role.family && <Link to={`/ladder/${role.family.id}`} class="button">Ladder of {role.family.name}</Link>}
        <SaveMenu name={`role ${role.id}`} rows={() => roleRows(role)} picture={role.nextRoles.length + role.feederRoles.length ? () => svg.current : undefined} />
      </div>
      {!role.described && (
        <Notice title="Only mentioned so far">
          <p>Other documents name this role; none describes it yet. A file <code>roles/{role.id}.yaml</code> in the data folder would.</p>
        </Notice>
      )}
      <Neighbours role={role} svg={svg} />
      {sections.length > 0 && (
        <div class="with-contents">
          <Contents sections={sections} />
          <div class="sections">
            {sections.map((section) => <SectionPart key={section.id} section={section} documents={role.documents} />)}
          </div>
        </div>
      )}
      <Sources documents={role.documents} />
    </>
  );
}

function RoleHead({ role }: { role: Role }) {
  const { yearsMin, yearsMax } = role;
  const experience = yearsMin === null ? yearsMax !== null && `up to ${counted(yearsMax, "year")}` : yearsMax === null ? `${yearsMin}+ years` : `${yearsMin}–${yearsMax} years`;
  const facts = [...new Set([role.level?.name, role.family?.name])].filter((name) => name !== role.title);
  const badges = [...facts, experience && `${experience} of experience`, role.horizon];
  return (
    <header class="role-head">
      <h1>{role.title}</h1>
      <p class="facts">
        {badges.filter(Boolean).map((fact) => <span key={fact} class="badge">{fact}</span>)}
        {role.status !== "PUBLISHED" && <span class="badge bad">{role.status === "DRAFT" ? "Draft" : "Retired"}</span>}
      </p>
      {role.replacedBy && <p>Replaced by <Link to={roleAddress(role.replacedBy.id)}>{role.replacedBy.title}</Link>.</p>}
      {role.aliases.length > 0 && <p class="soft">Also called {role.aliases.join(", ")}</p>}
      {role.mission && <p class="lead"><WrittenText text={role.mission} /></p>}
      {role.summary && <p><WrittenText text={role.summary} /></p>}
    </header>
  );
}

function Contents({ sections }: { sections: Section[] }) {
  const address = useAddress();
  const shown = address.params.get("sources") === "1";
  return (
    <nav class="contents" aria-label="Sections">
      <ul>{sections.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ul>
      <p><Link to={withParams(address, { sources: shown ? null : "1" })} class="button">{shown ? "Hide the words of sources" : "Show the words of sources"}</Link></p>
    </nav>
  );
}

const SHORT = 40; // characters of a note that fits beside a name

function SectionPart({ section, documents }: { section: Section; documents: Role["documents"] }) {
  return (
    <section class="section" aria-labelledby={section.id}>
      <h2 id={section.id}>{section.title}</h2>
      {section.groups.map(({ name, facts }, index) => (
        <div key={index} class="group">
          {name && <h3>{name} <span class="soft">{facts.length}</span></h3>}
          <ul class={facts.every(({ note = "", expects, items = [] }) => note.length < SHORT && !expects && !items.length) && section.tags ? "tags" : "facts-list"}>
            {facts.map((fact, index) => <FactItem key={index} fact={fact} documents={documents} />)}
          </ul>
        </div>
      ))}
    </section>
  );
}

function FactItem({ fact, documents }: { fact: Fact; documents: Role["documents"] }) {
  const { params } = useAddress();
  return (
    <li>
      {fact.href ? <Link to={fact.href}>{fact.text}</Link> : <WrittenText text={fact.text} />}
      {fact.note && <small>{fact.note}</small>}
      {fact.expects && <small><WrittenText text={fact.expects} /></small>}
      {fact.items && fact.items.length > 0 && <ul>{fact.items.map((item, index) => <li key={index}>{item}</li>)}</ul>}
      <Marks fact={fact} documents={documents} />
      {params.get("sources") === "1" && fact.evidence.map(({ words }, index) => words && <q key={index}>{words}</q>)}
    </li>
  );
}

/** "1:22": the document's number in the list of sources, and the line. */
function Marks({ fact, documents }: { fact: Fact; documents: Role["documents"] }) {
  return (
    <span class="marks">
      {fact.evidence.map(({ document, line, words }, index) => {
        const number = documents.findIndex(({ id }) => id === document.id) + 1;
        const at = line && line > 0 ? `:${line}` : "";
        return <cite key={index} title={`${document.id}${at}${words ? ` – ${words}` : ""}`}>{number || document.id}{at}</cite>;
      })}
    </span>
  );
}

function Sources({ documents }: { documents: Role["documents"] }) {
  return (
    <section class="section" aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      <p class="soft">A mark such as <cite>1:22</cite> means document 1, line 22.</p>
      <ol class="documents">
        {documents.map((document) => (
          <li key={document.id}>
            <DocumentName document={document} /> <span class="soft">{document.title} ({document.format}){document.licence && ` · ${document.licence}`}</span>
            {document.attribution && <p class="soft">{document.attribution}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
