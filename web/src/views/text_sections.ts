/** Sections of sentences, with their GraphQL fields. Written by `make docs` from `graph/sections.py`. */
export const TEXT_SECTIONS = [
  { number: 3, name: "responsibilities", heading: "Responsibilities" },
  { number: 4, name: "activities", heading: "Activities" },
  { number: 5, name: "deliverables", heading: "Deliverables" },
  { number: 6, name: "milestones", heading: "Milestones" },
  { number: 11, name: "environment", heading: "Environment" },
  { number: 13, name: "decisions", heading: "Decisions" },
  { number: 14, name: "qualifications", heading: "Qualifications" },
  { number: 15, name: "promotionCriteria", heading: "What a promotion asks for" },
  { number: 16, name: "risks", heading: "Risks" },
  { number: 17, name: "variants", heading: "How the role differs" },
  { number: 18, name: "aiImpact", heading: "How automation changes the role" },
  { number: 19, name: "hiringCriteria", heading: "What to look for in candidates" },
  { number: 21, name: "notes", heading: "Notes" },
] as const;
