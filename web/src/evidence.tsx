/** Where a fact stands: document, line, and the words as written. */
import { spaced } from "./words";

export interface Source {
  section?: string | null;
  line: number | null;
  words: string | null;
  document: { id: string; title: string; uri: string | null };
}

export function EvidenceList({ evidence }: { evidence: Source[] }) {
  if (!evidence.length) return null;
  return (
    <ul class="evidence" aria-label="Where it is written">
      {evidence.map((each, index) => (
        <li key={index}>
          <DocumentName document={each.document} />
          {each.line !== null && each.line > 0 && <>, line {each.line}</>}
          {each.section && <span class="soft"> · {spaced(each.section.replace(/^\d+\W?_?/, ""))}</span>}
          {each.words && <q>{each.words}</q>}
        </li>
      ))}
    </ul>
  );
}

/** The document's id, leading to where it was published when that is a web address. */
export function DocumentName({ document }: { document: Source["document"] }) {
  return document.uri && /^https?:\/\//i.test(document.uri) ? (
    <a href={document.uri} rel="noreferrer" target="_blank">{document.id}</a>
  ) : (
    <code title={document.title}>{document.id}</code>
  );
}

/** "data-engineer.yaml:22", for a table. */
export const place = ({ document, line }: Pick<Source, "document" | "line">): string => (line && line > 0 ? `${document.id}:${line}` : document.id);
