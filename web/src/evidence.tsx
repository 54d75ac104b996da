/** The source of a fact: document, line, and the words as written. */
import { placesOf, type Source } from "./places";
import { spaced } from "./words";

export function EvidenceList({ evidence }: { evidence: Source[] }) {
  const places = placesOf(evidence);
  if (!places.length) return null;
  return (
    <ul class="evidence" aria-label="Where it is written">
      {places.map((source, index) => (
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
