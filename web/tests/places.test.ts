import { expect, test } from "vitest";
import { placesOf } from "../src/places";
import { besides, fitting, saidBy } from "../src/words";

const source = (id: string, line: number | null, words: string | null) => ({ document: { id, title: id, uri: null }, line, words });
const fork = "From G3 to G4 or M1.";
const [one, other] = [source("own/ladder.html#g3", 12, fork), source("own/ladder.html#m1", 12, fork)];

test("a sentence of a file that several roles have is one place, and a file alone is none", () => {
  expect(placesOf([one, other]).map(({ document, line }) => `${document.id}:${line}`)).toEqual(["own/ladder.html:12"]);
  expect(placesOf([one, source("own/ladder.html#m1", 30, fork)])).toHaveLength(2);
  expect(placesOf([one, source("own/other.html#m1", 12, fork)])).toHaveLength(2);
  expect(placesOf([source("own/ladder.html#g1", null, null), source("own/ladder.html#g1", 0, "")])).toEqual([]);
  expect(placesOf([one])).toEqual([one]);
});

test("who says a step", () => {
  const said = (confirmed: boolean, implied: boolean, evidence = [one, other]) => saidBy({ confirmed, implied, evidence });
  expect(said(true, false)).toBe("the ladder says this step");
  expect(said(true, false, [one])).toBe("the ladder says this step");
  const both = "both roles’ documents name this step";
  expect([said(true, false, [one, source("own/m1.yaml", 3, fork)]), said(true, false, [one, source("own/m1.yaml", null, null)]), said(true, false, [])]).toEqual([both, both, both]);
  expect([said(false, false), said(false, true)]).toEqual(["one document names this step", "no sentence says this step, the order of levels implies it"]);
});

test("what stands beside a name does not say it again", () => {
  expect(besides("Baker", "Senior", null, "Baker", "Bread")).toBe("Senior, Bread");
  expect(besides("Baker", "Baker", undefined)).toBe("");
});

test("a fit without a figure tells the skills alone", () => {
  expect([fitting(0.5, 0), fitting(1, 1), fitting(null, 0), fitting(null, 2)]).toEqual(["50 %, 0 skills missing", "100 %, 1 skill missing", "no skill missing", "2 skills missing"]);
});
