/** What the Gap view asks, as its address writes it; the skills one has are kept in the browser too. */
import { listed } from "../address";
import type { SkillSource } from "../questions";

export interface GapQuestion {
  role: string | null;
  skills: string[];
  to: string | null;
}

const KEPT = "ladder.skills";

export function readGap(params: URLSearchParams): GapQuestion {
  return { role: params.get("role"), skills: listed(params, "skills"), to: params.get("to") };
}

/** What to measure from; null while nothing is had. A role, where there is one, goes before ticks. */
export function source({ role, skills }: GapQuestion): SkillSource | null {
  if (role) return { role };
  return skills.length ? { skills } : null;
}

export const kept = (): string[] => (localStorage.getItem(KEPT) ?? "").split(",").filter(Boolean);

export const keep = (skills: string[]): void => localStorage.setItem(KEPT, skills.join(","));

export const toggled = (skills: string[], id: string): string[] => (skills.includes(id) ? skills.filter((each) => each !== id) : [...skills, id]);
