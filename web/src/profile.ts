/** What I can do: skills with their depth, and tools. It is in the address of every view that asks with it, and kept in this browser. */
import { listed } from "./address";
import type { HeldSkill, Importance, SkillSource, Tier } from "./questions";
import { IMPORTANCES, TIERS } from "./words";

export interface Profile {
  /** As written: "python", or with its depth "python:must:critical:3:0.8" (tier, importance, proficiency, weight). */
  skills: string[];
  tools: string[];
}

export interface GapQuestion extends Profile {
  role: string | null;
  to: string | null;
}

const KEPT = { skills: "ladder.skills", tools: "ladder.tools" };

export const readProfile = (params: URLSearchParams): Profile => ({ skills: listed(params, "skills"), tools: listed(params, "tools") });

export function readGap(params: URLSearchParams): GapQuestion {
  return { role: params.get("role"), ...readProfile(params), to: params.get("to") };
}

/** The parameters that write a profile into an address. */
export const writtenProfile = ({ skills, tools }: Profile): Record<string, string | null> => ({ skills: skills.join(",") || null, tools: tools.join(",") || null });

/** What to compare with; null as long as I have named nothing. A role takes precedence over ticked skills. */
export function source({ role, skills, tools }: Profile & { role: string | null; to?: unknown }): SkillSource | null {
  if (role) return { role };
  return skills.length ? { profile: { skills: skills.map(held), tools } } : null;
}

export interface Depth {
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
    tier: oneOf(TIERS, tier),
    importance: oneOf(IMPORTANCES, importance),
    proficiency: proficiency ? Number(proficiency) : null,
    weight: weight ? Number(weight) : null,
  };
}

/** The value in capitals, if it is one of the known ones. */
function oneOf<Known extends string>(known: Record<Known, string>, word: unknown): Known | null {
  const value = typeof word === "string" ? word.toUpperCase() : "";
  return value in known ? (value as Known) : null;
}

export const idOf = (written: string): string => written.split(":")[0]!;

const read = (key: string): string[] => (localStorage.getItem(key) ?? "").split(",").filter(Boolean);

export const kept = (): Profile => ({ skills: read(KEPT.skills), tools: read(KEPT.tools) });

export function keep({ skills, tools }: Profile): void {
  localStorage.setItem(KEPT.skills, skills.join(","));
  localStorage.setItem(KEPT.tools, tools.join(","));
}

/** The skills with one added, or removed if it is among them at any depth. */
export function toggled(skills: string[], written: string): string[] {
  const without = skills.filter((skill) => idOf(skill) !== idOf(written));
  return without.length < skills.length ? without : [...skills, written];
}

/** The profile as a file: GraphQL's input `Profile`, so that a program can send it as it is. */
export function asFile({ skills, tools }: Profile): string {
  const given = skills.map(held).map((skill) => Object.fromEntries(Object.entries(skill).filter(([, value]) => value !== null)));
  return `${JSON.stringify({ skills: given, tools }, null, 2)}\n`;
}

/** A profile from a file. A skill is an id or an object as `asFile` writes it. Throws an Error that says what is wrong. */
export function fromFile(text: string): Profile {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("This file is not JSON. Export a profile to see what one looks like.");
  }
  const { skills, tools = [] } = (found ?? {}) as { skills?: unknown; tools?: unknown };
  if (!Array.isArray(skills)) throw new Error("This file has no list “skills”. Export a profile to see what one looks like.");
  if (!Array.isArray(tools)) throw new Error("In this file “tools” is no list of names.");
  return { skills: skills.map(skillOf), tools: tools.map((tool, index) => idFrom(tool, `Tool ${index + 1}`)) };
}

function skillOf(given: unknown, index: number): string {
  const place = `Skill ${index + 1}`;
  if (typeof given !== "object" || !given) return idFrom(given, place);
  const { skill, tier, importance, proficiency, weight } = given as Record<string, unknown>;
  const number = (value: unknown, name: string) => {
    if (value == null) return null;
    if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`${place}: “${name}” is no number.`);
    return value;
  };
  const word = <Known extends string>(known: Record<Known, string>, value: unknown, name: string) => {
    const found = oneOf(known, value);
    if (value != null && !found) throw new Error(`${place}: “${name}” is none of ${Object.keys(known).join(", ")}.`);
    return found;
  };
  const depth = { tier: word(TIERS, tier, "tier"), importance: word(IMPORTANCES, importance, "importance"), proficiency: number(proficiency, "proficiency"), weight: number(weight, "weight") };
  return writtenSkill(idFrom(skill, place), depth);
}

function idFrom(given: unknown, place: string): string {
  if (typeof given !== "string" || !given.trim() || /[,:]/.test(given)) throw new Error(`${place} of this file has no id.`);
  return given.trim();
}
