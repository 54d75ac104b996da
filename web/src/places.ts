/** Where facts are written: documents, lines and words. */

export interface Source {
  section?: string | null;
  line: number | null;
  words: string | null;
  document: { id: string; title: string; uri: string | null };
}

/** The file that a document was made from; a mapped file makes one for each role. */
const original = ({ document }: Source): string => document.id.split("#")[0]!;

const written = (source: Source): string => JSON.stringify([original(source), source.line, source.words]);

/** Whether all of it is the same words at one place. */
export const isOnePlace = (evidence: Source[]): boolean => new Set(evidence.map(written)).size === 1;

/** The places where something is written, each once: several roles of a mapped file have the same sentence. An entry without line and words says nothing. */
export function placesOf<Place extends Source>(evidence: Place[]): Place[] {
  const told = evidence.filter(({ line, words }) => (line && line > 0) || words);
  const places = new Map<string, Place>();
  for (const source of told) places.set(written(source), places.has(written(source)) ? { ...source, document: { ...source.document, id: original(source) } } : source);
  return [...places.values()];
}

/** "data-engineer.yaml:22", for tables. */
export const place = ({ document, line }: Pick<Source, "document" | "line">): string => (line && line > 0 ? `${document.id}:${line}` : document.id);
