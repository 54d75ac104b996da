/** Times, kinds and tiers in words. */
import { isOnePlace, type Source } from "./places";
import type { Importance, ProgressionKind, Severity, Tier, TimeBasis, Track } from "./questions";

export interface Months {
  min: number | null;
  max: number | null;
  basis: TimeBasis;
}

/** "18–30 months", "12 months or more", "time unknown". */
export function months({ min, max }: Pick<Months, "min" | "max">): string {
  if (min === null && max === null) return "time unknown";
  if (min === null) return `up to ${counted(max!, "month")}`;
  if (max === null) return `${counted(min, "month")} or more`;
  return min === max ? counted(min, "month") : `${min}–${max} months`;
}

/** The same on an arrow, "18–30 mo"; nothing where no document says a time. */
export const shortMonths = (time: Pick<Months, "min" | "max">): string | undefined => (unknown(time) ? undefined : months(time).replace(/ months?/, " mo"));

export const unknown = ({ min, max }: Pick<Months, "min" | "max">) => min === null && max === null;

/** What a time rests on; empty where "time unknown" has said it. */
export const basisOf = (time: Months): string => (unknown(time) ? "" : BASES[time.basis]);

const TIME_NOT_KNOWN = "takes a time that is not known"; // as the API words it

/** The caveats of a step, without the one that "time unknown" has said. */
export const caveatsOf = ({ caveats, time }: { caveats: string[]; time: Months }): string[] => caveats.filter((words) => !(unknown(time) && words === TIME_NOT_KNOWN));

/** Long times also in years: "6½–7½ years"; empty below two years. */
export function years({ min, max }: Pick<Months, "min" | "max">): string {
  if (min === null || max === null || max < 24) return "";
  const [low, high] = [halves(min), halves(max)];
  return low === high ? `${high} years` : `${low}–${high} years`;
}

function halves(count: number): string {
  const half = Math.round(count / 6);
  return `${Math.floor(half / 2) || (half % 2 ? "" : "0")}${half % 2 ? "½" : ""}`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const BASES: Record<TimeBasis, string> = {
  STATED: "as its document states",
  EXPERIENCE_RANGE: "estimated from both roles’ years of experience",
  LEVEL_DEFAULT: "the typical stay at the level",
  LADDER_DEFAULT: "as any move sideways on this ladder",
  UNKNOWN: "no document says how long",
};

export const KINDS: Record<ProgressionKind, string> = { PROMOTION: "Promotion", NEXT: "Next role", LATERAL: "Move sideways", RELATED: "Related" };

export const TIERS: Record<Tier, string> = { MUST: "Must have", GOOD: "Good to have", ADVANCED: "Advanced", EMERGING: "Emerging" };

export const IMPORTANCES: Record<Importance, string> = { CRITICAL: "critical", IMPORTANT: "important", OPTIONAL: "optional" };

export const TRACKS: Record<Track, string> = { INDIVIDUAL: "Individual contributors", MANAGEMENT: "Managers", JOB_ZONE: "Job zones" };

export const SEVERITIES: Record<Severity, string> = { ERROR: "Wrong", WARNING: "Should be looked at", INFO: "Worth knowing" };

interface Asked {
  tier: Tier | null;
  importance: Importance | null;
  step?: string | null;
}

/** "must have, critical, Working"; empty if none is known. */
export function asked({ tier, importance, step }: Asked): string {
  return [tier && TIERS[tier].toLowerCase(), importance && IMPORTANCES[importance], step].filter(Boolean).join(", ");
}

/** "good to have → must have", "Working → Expert": only the part that changes. */
export function deepened(before: Asked | null, after: Asked): string {
  if (!before) return asked(after);
  if (after.step && before.step !== after.step) return `${before.step ?? "unrated"} → ${after.step}`;
  if (before.tier !== after.tier) return `${before.tier ? TIERS[before.tier].toLowerCase() : "unrated"} → ${after.tier ? TIERS[after.tier].toLowerCase() : "unrated"}`;
  if (before.importance !== after.importance) return [before.importance, after.importance].map((importance) => (importance ? IMPORTANCES[importance] : "unrated")).join(" → ");
  return asked(after);
}

/** Who says a step: both roles, one sentence that both have, one role, or the order of levels alone. */
export function saidBy({ confirmed, implied, evidence }: { confirmed: boolean; implied: boolean; evidence: Source[] }): string {
  if (confirmed) return isOnePlace(evidence) ? "the ladder says this step" : "both roles’ documents name this step";
  return implied ? "no sentence says this step, the order of levels implies it" : "one document names this step";
}

/** How well a role fits, a share between 0 and 1. */
export const fit = (part: number | null): string => (part === null ? "how far is not known" : `${Math.round(part * 100)} %`);

/** How well a role fits and how many of its skills are missing; where no figure says how far, only the skills. */
export const fitting = (share: number | null, missing: number): string => [share !== null && fit(share), missing > 0 || share !== null ? `${counted(missing, "skill")} missing` : "no skill missing"].filter(Boolean).join(", ");

/** What is said beside a title, "Senior, Security", without what the title says itself. */
export const besides = (title: string, ...names: (string | null | undefined | false)[]): string => names.filter((name) => name && name !== title).join(", ");

/** "one document names this step" → "One document names this step." */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** "cross_functional" → "Cross functional". */
export function spaced(word: string): string {
  const text = word.replace(/_/g, " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
