import { expect, test } from "vitest";
import { asFile, fromFile, held, readProfile, writtenProfile } from "../src/profile";
import { readQuestion, variablesOf } from "../src/views/path_question";
import { changes, rowsOf, type Ladder } from "../src/views/matrix";

test.each([
  { skills: [], tools: [] },
  { skills: ["python"], tools: ["git"] },
  { skills: ["python:must:critical", "sql:good", "writing::important", "statistics:::3:0.8"], tools: ["git", "docker"] },
])("a profile survives its file and its address: %j", (profile) => {
  expect(fromFile(asFile(profile))).toEqual(profile);
  const address = new URLSearchParams(Object.entries(writtenProfile(profile)).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  expect(readProfile(address)).toEqual(profile);
});

test.each([
  ["no json", "not JSON"],
  ["[]", "no list “skills”"],
  ['{"skills": {}}', "no list “skills”"],
  ['{"skills": [], "tools": "git"}', "“tools” is no list"],
  ['{"skills": ["python", ""]}', "Skill 2 of this file has no id"],
  ['{"skills": ["a,b"]}', "Skill 1 of this file has no id"],
  ['{"skills": [{"skill": "python", "tier": "expert"}]}', "Skill 1: “tier” is none of MUST, GOOD"],
  ['{"skills": [{"skill": "python", "weight": "much"}]}', "Skill 1: “weight” is no number"],
])("a file that is no profile is refused with its place: %s", (text, problem) => {
  expect(() => fromFile(text)).toThrow(problem);
});

test("a depth that nobody knows counts as not stated", () => {
  expect(held("python:expert:critical")).toEqual({ skill: "python", tier: null, importance: "CRITICAL", proficiency: null, weight: null });
});

test("a path asks with the profile of its address", () => {
  const { options } = variablesOf(readQuestion(new URLSearchParams("from=a&to=b&skills=python:must&tools=git")))!;
  expect(options.profile).toEqual({ skills: [held("python:must")], tools: ["git"] });
});

const level = (id: string) => ({ id, name: id, rank: 0, track: "INDIVIDUAL" as const });
const cell = (id: string, tier: "MUST" | "GOOD" | null, assumed = false, text: string | null = null) => ({ level: { id }, tier, importance: null, assumed, step: null, texts: [], text });
const row = (name: string, cells: ReturnType<typeof cell>[]) => ({ skill: { id: name, name, kind: "TECHNICAL" as const, group: null, description: null }, cells });
const ladder = {
  family: { id: "f", name: "F" },
  rungs: ["one", "two"].map((id) => ({ level: level(id), missing: false, roles: [{ id, title: id, described: true }] })),
  steps: [],
  matrix: [row("same", [cell("one", "MUST"), cell("two", "MUST", true)]), row("deeper", [cell("one", "GOOD"), cell("two", "MUST")]), row("comes", [cell("two", "GOOD")]), row("words", [cell("one", "GOOD", false, "a"), cell("two", "GOOD", false, "b")])],
} satisfies Ladder;

test("a row of the matrix changes where a level asks for another depth, and not where it takes the same for granted", () => {
  expect(ladder.matrix.map((row) => changes(row, ["one", "two"]))).toEqual([false, true, true, true]);
  const names = (params: string) => rowsOf(ladder, new URLSearchParams(params)).map(({ skill }) => skill.name).join();
  expect([names(""), names("only=changes"), names("sort=name"), names("sort=level"), names("skill=ES")]).toEqual(["same,deeper,comes,words", "deeper,comes,words", "comes,deeper,same,words", "same,deeper,words,comes", "comes"]);
});

test("rows of a ladder that says of nothing how much it matters begin with what the lowest level asks for", () => {
  const texts = { ...ladder, matrix: [row("later", [cell("two", null, false, "b")]), row("early", [cell("one", null, false, "a")])] };
  expect(rowsOf(texts, new URLSearchParams()).map(({ skill }) => skill.name)).toEqual(["early", "later"]);
});
