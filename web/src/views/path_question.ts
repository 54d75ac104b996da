/** The question of the From–to view, as its address writes it. */
import { listed } from "../address";
import { held, readProfile } from "../profile";
import type { HeldSkill, PathCost, PathsQueryVariables, ProgressionKind } from "../questions";
import { selector } from "../vocabulary";

export const COSTS: { by: string; cost: PathCost; name: string; words: string }[] = [
  { by: "advised", cost: "ADVISED", name: "Advised", words: "a careful manager’s advice" },
  { by: "steps", cost: "HOPS", name: "Fewest steps", words: "fewest steps" },
  { by: "time", cost: "TIME", name: "Least time", words: "least time" },
  { by: "skills", cost: "SKILL_GAP", name: "Least to learn", words: "least to learn" },
];

export const KINDS: ProgressionKind[] = ["PROMOTION", "NEXT", "LATERAL", "RELATED"];
export const USUAL_KINDS: ProgressionKind[] = ["PROMOTION", "NEXT", "LATERAL"];
export const USUAL_STEPS = 8;

export interface PathQuestion {
  from: string | null;
  to: string | null;
  by: (typeof COSTS)[number];
  kinds: ProgressionKind[];
  via: string[];
  avoid: string[];
  maxSteps: number;
  includeUnknown: boolean;
  confirmedOnly: boolean;
  withinFamily: boolean;
  maxRise: number | null;
  /** What I have, in place of what the start asks for. */
  profile: { skills: HeldSkill[]; tools: string[] } | null;
}

export function readQuestion(params: URLSearchParams): PathQuestion {
  const named = listed(params, "kinds").map((kind) => kind.toUpperCase());
  const kinds = KINDS.filter((kind) => named.includes(kind));
  const steps = Number(params.get("max"));
  const rise = Number(params.get("rise"));
  const { skills, tools } = readProfile(params);
  return {
    from: params.get("from"),
    to: params.get("to"),
    by: COSTS.find(({ by }) => by === params.get("by")) ?? COSTS[0]!,
    kinds: kinds.length ? kinds : USUAL_KINDS,
    via: listed(params, "via"),
    avoid: listed(params, "avoid"),
    maxSteps: Number.isInteger(steps) && steps >= 1 && steps <= 20 ? steps : USUAL_STEPS,
    includeUnknown: params.get("unknown") === "1",
    confirmedOnly: params.get("confirmed") === "1",
    withinFamily: params.get("family") === "1",
    maxRise: params.has("rise") && Number.isInteger(rise) && rise >= 0 ? rise : null,
    profile: skills.length ? { skills: skills.map(held), tools } : null,
  };
}

/** The variables of the operation; null as long as an end is missing. */
export function variablesOf({ from, to, by, ...options }: PathQuestion): PathsQueryVariables | null {
  if (!from || !to) return null;
  return { from: selector(from), to: selector(to), minimise: by.cost, options };
}

/** An option in the address; defaults are not written. */
export const writtenKinds = (kinds: ProgressionKind[]): string | null => (kinds.join() === USUAL_KINDS.join() || !kinds.length ? null : kinds.join(",").toLowerCase());
export const writtenSteps = (steps: number): string | null => (steps === USUAL_STEPS ? null : String(steps));
