/** Ladders that have only texts: what the views leave out where it would say nothing. */
import { expect, test } from "vitest";
import { notBelow } from "../src/views/gap_first";
import { planned } from "../src/views/gap";
import { sectionsOf, type Role } from "../src/views/role_sections";
import { examples } from "../src/vocabulary";

const lesson = (name: string, also: number, differently = true) => ({ skill: { id: name, name }, deepen: true, differently, also: Array.from({ length: also }, (_, at) => ({ id: `r${at}` })) });

test("the order names no state that all skills are in", () => {
  expect(planned({ plan: [lesson("a", 1), lesson("b", 1)] })).toEqual(["also asked of 1 other role", "also asked of 1 other role"]);
  expect(planned({ plan: [lesson("a", 2), lesson("b", 0, false)] })).toEqual(["expected differently, also asked of 2 other roles", "deepen"]);
});

test("of roles below mine only those with a figure fit", () => {
  const level = (id: string, rank: number, track: "INDIVIDUAL" | "MANAGEMENT" = "INDIVIDUAL") => ({ id, name: id, rank, track });
  const levels = [level("g1", 1), level("g2", 2), level("m1", 1, "MANAGEMENT")];
  const match = (id: string | null, share: number | null) => ({ share, missing: [], role: { id: `${id} ${share}`, title: "", level: id ? { id } : null } });
  const all = [match("g1", null), match("g1", 0.9), match("g2", null), match("m1", null), match(null, null)];
  expect(notBelow(all, "g2", { levels }).map(({ role }) => role.id)).toEqual(["g1 0.9", "g2 null", "m1 null", "null null"]);
  expect(notBelow(all, undefined, { levels })).toEqual(all);
});

test("examples are names of the ladder, or there are none", () => {
  expect(examples([{ name: "Kneading" }, { name: "Firing" }])).toBe("Kneading, Firing …");
  expect(examples([])).toBeUndefined();
});

const skill = (name: string, group: string | null, line: number, tier: "MUST" | null = null, kind: "TECHNICAL" | "SOFT" = "TECHNICAL") => ({
  tier,
  importance: null,
  use: null,
  step: null,
  expects: null,
  skill: { id: name, name, kind, group },
  evidence: [{ line, words: null, document: { id: "d", title: "d", uri: null } }],
});
const empty = { tools: [], stakeholders: [], kpis: [], responsibilities: [], activities: [], deliverables: [], milestones: [], environment: [], decisions: [], qualifications: [], promotionCriteria: [], risks: [], variants: [], aiImpact: [], hiringCriteria: [], notes: [] };
const skillsOf = (...skills: ReturnType<typeof skill>[]) => sectionsOf({ ...empty, skills } as unknown as Role)[0]!.groups.map(({ name, facts }) => `${name}: ${facts.map(({ text, note }) => text + (note && ` (${note})`)).join(", ")}`);

test("a role's skills stand under the pillars of its document, in the document's order", () => {
  expect(skillsOf(skill("asks", "Team", 9), skill("bakes", "Craft", 3), skill("cleans", null, 1), skill("fires", "Craft", 2))).toEqual(["Craft: fires, bakes", "Team: asks", ": cleans"]);
  expect(skillsOf(skill("b", null, 9), skill("a", null, 3))).toEqual([": b, a"]);
});

test("where tiers are stated, a pillar is a note", () => {
  expect(skillsOf(skill("bakes", "Craft", 3, "MUST"), skill("listens", null, 4, null, "SOFT"))).toEqual(["Must have: bakes (Craft)", "Soft skills: listens"]);
});
