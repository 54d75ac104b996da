/** Findings for keepers, the worst first. */
import { useEffect, useState } from "preact/hooks";
import { Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, AskButton, Notice, useAnswer } from "../answer";
import { ask } from "../ask";
import { DocumentName } from "../evidence";
import { Findings, type FindingsQuery, type Severity } from "../questions";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { counted, SEVERITIES, spaced } from "../words";

type Page = FindingsQuery["findings"];
type Finding = Page["nodes"][number];

const ORDER: Severity[] = ["ERROR", "WARNING", "INFO"];

export function FindingsView() {
  const address = useAddress();
  const given = address.params.get("severity")?.toUpperCase();
  const severity = ORDER.find((known) => known === given) ?? null;
  const asked = useAnswer(Findings, { severity, after: null });
  useTitle("Findings");
  return (
    <div class="view">
      <h1>What is wrong, and what to do about it</h1>
      <nav class="families" aria-label="Severity">
        <Link to={withParams(address, { severity: null })} aria-current={severity ? undefined : "page"}>All</Link>
        {ORDER.map((level) => (
          <Link key={level} to={withParams(address, { severity: level.toLowerCase() })} aria-current={severity === level ? "page" : undefined}>{SEVERITIES[level]}</Link>
        ))}
      </nav>
      <Answered asked={asked}>{({ findings }) => <List first={findings} more={(after) => ask(Findings, { severity, after }).then((next) => next.findings)} />}</Answered>
    </div>
  );
}

function List({ first, more }: { first: Page; more: (after: string | null) => Promise<Page> }) {
  const [pages, setPages] = useState([first]);
  useEffect(() => setPages([first]), [first]);
  const found = pages.flatMap(({ nodes }) => nodes);
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo;
  if (!found.length) return <Notice title="Nothing to look at"><p>No rule found anything here. <code>ladder lint</code> checks files before they are loaded.</p></Notice>;
  return (
    <section class="section">
      <div class="section-head">
        <h2>{counted(first.totalCount, "finding")}</h2>
        <SaveMenu name="findings" rows={() => rows(found)} />
      </div>
      {ORDER.filter((severity) => found.some((finding) => finding.severity === severity)).map((severity) => (
        <div key={severity} class="group">
          <h3 class={`severity ${severity.toLowerCase()}`}>{SEVERITIES[severity]} <span class="soft">{found.filter((finding) => finding.severity === severity).length}</span></h3>
          <ul class="findings">{found.filter((finding) => finding.severity === severity).map((finding) => <Item key={finding.id} finding={finding} />)}</ul>
        </div>
      ))}
      {hasNextPage && <AskButton ask={() => more(endCursor).then((next) => setPages([...pages, next]))}>Show more</AskButton>}
    </section>
  );
}

function Item({ finding }: { finding: Finding }) {
  return (
    <li>
      <p>{finding.message}</p>
      {finding.suggestion && <p class="soft">{finding.suggestion}</p>}
      <p class="where">
        <span class="badge">{spaced(finding.kind)}</span>
        {finding.role && <Link to={roleAddress(finding.role.id)}>{finding.role.title}</Link>}
        {finding.document && <span><DocumentName document={finding.document} />{finding.line !== null && finding.line > 0 && `, line ${finding.line}`}</span>}
      </p>
    </li>
  );
}

const rows = (found: Finding[]) => [
  ["severity", "kind", "message", "suggestion", "role", "document", "line"],
  ...found.map((finding) => [finding.severity, finding.kind, finding.message, finding.suggestion, finding.role?.id, finding.document?.id, finding.line]),
];
