/** The question of the Gap view, as its address writes it. The browser also stores the skills I have. */
import { listed } from "../address";
import type { HeldSkill, Importance, SkillSource, Tier } from "../questions";

export interface GapQuestion {
  role: string | null;
  /** As written: "python", or with its depth "python:must:critical:3:0.8" (tier, importance, proficiency, weight). */
  skills: string[];
  tools: string[];
  to: string | null;
}

const KEPT = { skills: "ladder.skills", tools: "ladder.tools" };

export function readGap(params: URLSearchParams): GapQuestion {
  return { role: params.get("role"), skills: listed(params, "skills"), tools: listed(params, "tools"), to: params.get("to") };
}

/** What to compare with; null as long as I have named nothing. A role takes precedence over ticked skills. */
export function source({ role, skills, tools }: GapQuestion): SkillSource | null {
  if (role) return { role };
  return skills.length ? { profile: { skills: skills.map(held), tools } } : null;
}

interface Depth {
  tier: Tier | null;
  importance: Importance | null;
  proficiency?: number | null;
  weight?: number | null;
}

/** A skill with its depth, as the address writes it. */
export function writtenSkill(id: string, { tier, importance, proficiency, weight }: Depth): string {
  const parts = [id, tier?.toLowerCase(), importance?.toLowerCase(), proficiency, weight].map((part) => part ?? "");
  while (parts.at(-1) === "") parts.pop();
  return parts.join(":");
}

export function held(written: string): HeldSkill {
  const [skill = "", tier, importance, proficiency, weight] = written.split(":");
  return {
    skill,
    tier: tier ? (tier.toUpperCase() as Tier) : null,
    importance: importance ? (importance.toUpperCase() as Importance) : null,
    proficiency: proficiency ? Number(proficiency) : null,
    weight: weight ? Number(weight) : null,
  };
}

export const idOf = (written: string): string => written.split(":")[0]!;

const read = (key: string): string[] => (localStorage.getItem(key) ?? "").split(",").filter(Boolean);

export const kept = () => ({ skills: read(KEPT.skills), tools: read(KEPT.tools) });

export function keep(skills: string[], tools: string[]): void {
  localStorage.setItem(KEPT.skills, skills.join(","));
  localStorage.setItem(KEPT.tools, tools.join(","));
}

/** The skills with one added, or removed if it is among them at any depth. */
export function toggled(skills: string[], written: string): string[] {
  const without = skills.filter((skill) => idOf(skill) !== idOf(written));
  return without.length < skills.length ? without : [...skills, written];
}
