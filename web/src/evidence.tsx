/** The source of a fact: document, line, and the words as written. */
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
      {evidence.map((source, index) => (
        <li key={index}>
          <DocumentName document={source.document} />
          {source.line !== null && source.line > 0 && <>, line {source.line}</>}
          {source.section && <span class="soft"> · {spaced(source.section.replace(/^\d+\W?_?/, ""))}</span>}
          {source.words && <q>{source.words}</q>}
        </li>
      ))}
    </ul>
  );
}

/** The document's id, a link if the document was published on the web. */
export function DocumentName({ document }: { document: Source["document"] }) {
  return document.uri && /^https?:\/\//i.test(document.uri) ? (
    <a href={document.uri} rel="noreferrer" target="_blank">{document.id}</a>
  ) : (
    <code title={document.title}>{document.id}</code>
  );
}

/** "data-engineer.yaml:22", for tables. */
export const place = ({ document, line }: Pick<Source, "document" | "line">): string => (line && line > 0 ? `${document.id}:${line}` : document.id);
