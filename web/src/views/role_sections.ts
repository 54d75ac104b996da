/** A role's page as plain values: sections, groups, and facts with their sources. They hold the whole answer. */
import { roleAddress } from "../address";
import type { Cell } from "../picture/files";
import { place, type Source } from "../places";
import type { RoleQuery } from "../questions";
import { asked, IMPORTANCES, spaced, TIERS } from "../words";
import { TEXT_SECTIONS } from "./text_sections";

export type Role = NonNullable<RoleQuery["role"]>;

export interface Fact {
  text: string;
  note?: string;
  /** What is expected in words, perhaps in many lines. */
  expects?: string | null;
  items?: string[];
  href?: string;
  evidence: Source[];
}

export interface Section {
  id: string;
  title: string;
  /** Short facts are drawn side by side. */
  tags?: boolean;
  groups: { name: string; facts: Fact[] }[];
}

/** All sections that are not empty: skills and tools, which readers ask for first, then the others as in a blueprint. */
export function sectionsOf(role: Role): Section[] {
  const numbered: [number, Section][] = [
    ...TEXT_SECTIONS.map(({ number, name, heading }): [number, Section] => [number, { id: name, title: heading, groups: grouped<Sentence>(role[name], groupOf) }]),
    [7, { id: "kpis", title: "Measures of success", groups: [{ name: "", facts: role.kpis.map(kpi) }] }],
    [12, { id: "stakeholders", title: "Works with", groups: stakeholders(role) }],
  ];
  const sections: Section[] = [
    { id: "skills", title: "Skills", tags: true, groups: skills(role) },
    { id: "tools", title: "Tools", tags: true, groups: tools(role) },
    ...numbered.sort(([one], [other]) => one - other).map(([, section]) => section),
  ];
  return sections.map((section) => ({ ...section, groups: section.groups.filter(({ facts }) => facts.length) })).filter(({ groups }) => groups.length);
}

type Sentence = Role[(typeof TEXT_SECTIONS)[number]["name"]][number];

function groupOf(sentence: Sentence): string {
  if ("authority" in sentence) return AUTHORITIES[sentence.authority];
  if ("horizon" in sentence) return HORIZONS[sentence.horizon];
  if ("heading" in sentence) return sentence.heading ?? "";
  return sentence.kind ? spaced(sentence.kind) : "";
}

/** Items grouped by a name, the groups in the order of their first items. */
function grouped<T extends { text: string; items: string[]; evidence: Source[] }>(items: T[], name: (item: T) => string) {
  const groups = new Map<string, Fact[]>();
  for (const item of items) groups.set(name(item), [...(groups.get(name(item)) ?? []), { text: item.text, items: item.items, evidence: item.evidence }]);
  return [...groups].map(([group, facts]) => ({ name: group, facts }));
}

type Required = Role["skills"][number];

/** Where a skill is written first; without a line it stays behind those that have one. */
const lineOf = ({ evidence }: Required) => Math.min(...evidence.map(({ line }) => line || Infinity), Infinity);

/** Skills under the pillars of their framework, both as documents have them; those without a pillar last. Without pillars the order stays. */
function pillars(found: Required[], name: string): { name: string; found: Required[] }[] {
  if (!found.some(({ skill }) => skill.group)) return [{ name, found }];
  const written = found.toSorted((one, other) => Number(!one.skill.group) - Number(!other.skill.group) || Math.sign(lineOf(one) - lineOf(other)) || 0);
  const groups = [...new Set(written.map(({ skill }) => skill.group))];
  return groups.map((group) => ({ name: group ?? name, found: written.filter(({ skill }) => skill.group === group) }));
}

function skills(role: Role): Section["groups"] {
  const fact = ({ skill, tier, importance, step, use, expects, evidence }: Required): Fact => ({
    text: skill.name,
    note: [tier ? importance && IMPORTANCES[importance] : asked({ tier, importance }), step, use, tier && skill.group].filter(Boolean).join("; "),
    expects,
    evidence,
  });
  const technical = role.skills.filter(({ skill }) => skill.kind === "TECHNICAL");
  const soft = role.skills.filter(({ skill }) => skill.kind === "SOFT");
  const group = ({ name, found }: { name: string; found: Required[] }) => ({ name, facts: found.map(fact) });
  const tiers = (Object.keys(TIERS) as (keyof typeof TIERS)[]).map((tier) => ({ name: TIERS[tier], facts: technical.filter((skill) => skill.tier === tier).map(fact) }));
  return [
    ...tiers,
    ...pillars(technical.filter(({ tier }) => !tier), technical.some(({ tier }) => tier) ? "Tier not stated" : soft.length ? "Technical skills" : "").map(group),
    ...pillars(soft, "Soft skills").map(group),
  ];
}

const COMMONALITIES = { COMMON: "Common", CONTEXT_SPECIFIC: "Depends on the context", OPTIONAL: "Optional" };

function tools(role: Role): Section["groups"] {
  const fact = ({ tool, purpose, evidence }: Role["tools"][number]): Fact => ({ text: tool.name, note: purpose ?? tool.categories[0]?.name, evidence });
  const named = Object.entries(COMMONALITIES).map(([commonality, name]) => ({ name, facts: role.tools.filter((tool) => tool.commonality === commonality).map(fact) }));
  return [...named, { name: "How common is not stated", facts: role.tools.filter(({ commonality }) => !commonality).map(fact) }];
}

const RELATIONS = {
  MANAGER: "Reports to",
  INTERNAL: "Inside the organisation",
  EXTERNAL: "Outside the organisation",
  PEER: "Peers",
  UPSTREAM: "Depends on",
  DOWNSTREAM: "Is depended on by",
};

function stakeholders(role: Role): Section["groups"] {
  return Object.entries(RELATIONS).map(([relation, name]) => ({
    name,
    facts: role.stakeholders
      .filter((stakeholder) => stakeholder.relation === relation)
      .map(({ stakeholder, purpose, evidence }) => ({
        text: stakeholder.name,
        note: purpose ?? undefined,
        href: stakeholder.isRole ? roleAddress(stakeholder.isRole.id) : undefined,
        evidence,
      })),
  }));
}

function kpi({ name, target, frequency, measures, evidence }: Role["kpis"][number]): Fact {
  return { text: name, note: [measures, target && `target: ${target}`, frequency].filter(Boolean).join(" · "), evidence };
}

const AUTHORITIES = { INDEPENDENT: "Decides alone", TEAM: "With the team’s agreement", MANAGEMENT: "With management’s approval" };

const HORIZONS = {
  DAYS_30: "30 days",
  DAYS_60: "60 days",
  DAYS_90: "90 days",
  MONTHS_6: "6 months",
  MONTHS_12: "12 months",
  LONG_TERM: "Beyond the first year",
};

/** The whole page as a table. */
export function roleRows(role: Role): Cell[][] {
  const facts = sectionsOf(role).flatMap(({ title, groups }) =>
    groups.flatMap(({ name, facts: found }) => found.map((fact) => [title, name, fact.text, [fact.note, fact.expects].filter(Boolean).join("; "), fact.items?.join("; "), fact.evidence.map(place).join("; ")])),
  );
  return [["section", "group", "fact", "note", "items", "sources"], ...facts];
}
