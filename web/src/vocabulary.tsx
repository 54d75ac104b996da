/** What all views need to know about the graph: levels, families, whether it has roles. Asked once. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Lane } from "./picture/layout";
import type { VocabularyQuery } from "./questions";

export type Known = VocabularyQuery;

export const Vocabulary = createContext<Known | undefined>(undefined);

export function useVocabulary(): Known {
  return useContext(Vocabulary)!;
}

/** "Kneading, Firing …", to show in an empty box what it takes; names that this ladder has, or none. */
export const examples = (found: { name: string }[]): string | undefined => (found.length ? `${found.map(({ name }) => name).join(", ")} …` : undefined);

/** "Director · managers’ track": the name of a lane when lanes of both tracks are drawn. */
export const onTrack = ({ name, track }: Pick<Lane, "name" | "track">): string => (track === "MANAGEMENT" ? `${name} · managers’ track` : name);

export const NO_LEVEL = "";

/** The lanes of these levels, and a lane for roles without a level if there are any. */
export function lanesOf({ levels }: Pick<Known, "levels">, used: Iterable<string | null | undefined>): Lane[] {
  const wanted = new Set([...used].map((id) => id ?? NO_LEVEL));
  const found: Lane[] = levels.filter(({ id }) => wanted.has(id));
  const tracks = new Set(found.map(({ track }) => track));
  const named = found.map((lane) => (tracks.size > 1 ? { ...lane, name: onTrack(lane) } : lane));
  return wanted.has(NO_LEVEL) ? [...named, { id: NO_LEVEL, name: "No level stated", track: "", rank: -1 }] : named;
}

/** An end of a path: a role (`ID`), or all roles at a level (`level:ID`), perhaps of one family (`level:ID@FAMILY`). */
export function selector(place: string): { id: string } | { position: { level: string; family?: string } } {
  const found = /^level:([^@]+)(?:@(.+))?$/.exec(place);
  return found ? { position: found[2] ? { level: found[1]!, family: found[2] } : { level: found[1]! } } : { id: place };
}

/** "Staff" or "Staff in Machine Learning"; undefined for a role. */
export function positionName({ levels, families }: Pick<Known, "levels" | "families">, place: string): string | undefined {
  const chosen = selector(place);
  if (!("position" in chosen)) return undefined;
  const { level, family } = chosen.position;
  const name = levels.find(({ id }) => id === level)?.name ?? level;
  return family ? `${name} in ${families.find(({ id }) => id === family)?.name ?? family}` : `Any ${name} role`;
}

/** Levels, alone or in a family, in whose names every typed word begins a word. A family alone is no position. */
export function positionsLike({ levels, families }: Pick<Known, "levels" | "families">, text: string, most = 4): { value: string; name: string }[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const begins = (name: string, word: string) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
  const found: { value: string; name: string }[] = [];
  for (const level of levels) {
    const rest = words.filter((word) => !begins(level.name, word));
    if (words.length && rest.length === words.length) continue;
    if (!rest.length) found.push({ value: `level:${level.id}`, name: positionName({ levels, families }, `level:${level.id}`)! });
    else
      for (const family of families)
        if (rest.every((word) => begins(family.name, word))) found.push({ value: `level:${level.id}@${family.id}`, name: `${level.name} in ${family.name}` });
  }
  return words.length ? found.slice(0, most) : found;
}
