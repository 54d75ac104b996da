import { expect, test } from "vitest";
import { listed, roleAddress, withParams, written } from "../src/address";
import { held, source, toggled, writtenSkill } from "../src/profile";
import { kindsIn, writtenMapKinds } from "../src/views/map_network";
import { readQuestion, variablesOf, writtenKinds, writtenSteps } from "../src/views/path_question";
import { positionName, positionsLike, selector } from "../src/vocabulary";

const params = (text: string) => new URLSearchParams(text);

test("a path's address is its whole question", () => {
  const question = readQuestion(params("from=level:junior@data&to=cto&by=time&kinds=promotion,lateral&via=a,b&avoid=c&max=12&unknown=1&confirmed=1&family=1&rise=2"));
  expect(variablesOf(question)).toEqual({
    from: { position: { level: "junior", family: "data" } },
    to: { id: "cto" },
    minimise: "TIME",
    options: { maxSteps: 12, kinds: ["PROMOTION", "LATERAL"], via: ["a", "b"], avoid: ["c"], includeUnknown: true, confirmedOnly: true, withinFamily: true, maxRise: 2, profile: null },
  });
});

test.each(["max=0", "max=21", "max=two", "max=2.5", "kinds=", "kinds=up,down", "by=luck", "rise=up", ""])("what cannot be read in «%s» is as usual", (text) => {
  const { maxSteps, kinds, by, maxRise } = readQuestion(params(text));
  expect([maxSteps, by.by, maxRise]).toEqual([8, "advised", null]);
  expect(kinds).toEqual(["PROMOTION", "NEXT", "LATERAL"]);
});

test("with an end missing nothing is asked", () => {
  expect(variablesOf(readQuestion(params("from=a")))).toBeNull();
  expect(variablesOf(readQuestion(params("to=a")))).toBeNull();
});

test("what is usual is not written", () => {
  expect([writtenKinds(["PROMOTION", "NEXT", "LATERAL"]), writtenKinds([]), writtenKinds(["RELATED"])]).toEqual([null, null, "related"]);
  expect([writtenSteps(8), writtenSteps(3)]).toEqual([null, "3"]);
  expect([writtenMapKinds(["PROMOTION", "NEXT", "LATERAL", "RELATED"]), writtenMapKinds([])]).toEqual([null, "none"]);
});

test("the kinds of the map are read as they are written", () => {
  expect(kindsIn(params(""))).toHaveLength(4);
  expect(kindsIn(params("kinds=none"))).toEqual([]);
  expect(kindsIn(params("kinds=lateral"))).toEqual(["LATERAL"]);
});

test("addresses keep what is readable and guard what is not", () => {
  expect(written("/path", { from: "level:staff@data", to: "a&b=c" })).toBe("/path?from=level:staff@data&to=a%26b%3Dc");
  expect(withParams({ path: "/gap", params: params("to=x&role=y") }, { role: null, skills: "a,b" })).toBe("/gap?to=x&skills=a,b");
  expect(roleAddress("a/b?c")).toBe("/roles/a%2Fb%3Fc");
  expect(listed(params("skills=a,,b,"), "skills")).toEqual(["a", "b"]);
});

test("what I have is a role before it is a list", () => {
  expect(source({ role: "a", skills: ["x"], tools: [], to: null })).toEqual({ role: "a" });
  expect(source({ role: null, skills: [], tools: ["t"], to: null })).toBeNull();
  const unknown = { tier: null, importance: null, proficiency: null, weight: null };
  expect(source({ role: null, skills: ["x"], tools: ["t"], to: null })).toEqual({ profile: { skills: [{ skill: "x", ...unknown }], tools: ["t"] } });
});

test("a skill keeps its depth in the address, and no more than is known", () => {
  const depth = { tier: "MUST" as const, importance: "CRITICAL" as const, proficiency: 3, weight: 0.8 };
  expect(writtenSkill("x", depth)).toBe("x:must:critical:3:0.8");
  expect(held("x:must:critical:3:0.8")).toEqual({ skill: "x", ...depth });
  expect(writtenSkill("x", { tier: null, importance: "IMPORTANT", weight: null })).toBe("x::important");
  expect(writtenSkill("x", { tier: null, importance: null })).toBe("x");
});

test("a skill is taken away at whatever depth it is had", () => {
  expect([toggled(["a"], "b:must"), toggled(["a:good", "b"], "a:must")]).toEqual([["a", "b:must"], ["b"]]);
});

const LEVEL = { rank: 1, track: "INDIVIDUAL" as const };
const KNOWN = {
  levels: [{ id: "junior", name: "Junior", ...LEVEL }, { id: "senior", name: "Senior", ...LEVEL }, { id: "senior-manager", name: "Senior Manager", ...LEVEL }],
  families: [{ id: "data", name: "Data Engineering" }, { id: "ml", name: "Machine Learning" }],
};

test("levels are suggested by their words, and by a family's beside them", () => {
  const names = (text: string) => positionsLike(KNOWN, text).map(({ name }) => name);
  expect(names("jun")).toEqual(["Any Junior role"]);
  expect(names("senior")).toEqual(["Any Senior role", "Any Senior Manager role"]);
  expect(names("junior dat")).toEqual(["Junior in Data Engineering"]);
  expect(names("mach jun")).toEqual(["Junior in Machine Learning"]);
  expect(names("data")).toEqual([]);
  expect(names("junior plumber")).toEqual([]);
  expect(names("")).toHaveLength(3);
});

test("a position is written, read and named alike", () => {
  expect(selector("level:senior@ml")).toEqual({ position: { level: "senior", family: "ml" } });
  expect(selector("level:senior")).toEqual({ position: { level: "senior" } });
  expect(selector("senior-data-engineer")).toEqual({ id: "senior-data-engineer" });
  expect(positionName(KNOWN, "level:senior@ml")).toBe("Senior in Machine Learning");
  expect(positionName(KNOWN, "level:gone@gone")).toBe("gone in gone");
  expect(positionName(KNOWN, "data-engineer")).toBeUndefined();
});
