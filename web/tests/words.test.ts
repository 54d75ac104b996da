import { expect, test } from "vitest";
import { asked, basisOf, caveatsOf, deepened, months, fit, shortMonths, spaced, years } from "../src/words";

test.each([
  [18, 30, "18–30 months"],
  [60, 60, "60 months"],
  [1, 1, "1 month"],
  [12, null, "12 months or more"],
  [null, 6, "up to 6 months"],
  [null, null, "time unknown"],
  [0, 42, "0–42 months"],
])("%s to %s months are said as %s", (min, max, words) => expect(months({ min, max })).toBe(words));

test.each([
  [78, 90, "6½–7½ years"],
  [24, 24, "2 years"],
  [36, 38, "3 years"],
  [0, 30, "0–2½ years"],
  [6, 30, "½–2½ years"],
  [6, 18, ""],
  [30, null, ""],
])("%s to %s months in years are «%s»", (min, max, words) => expect(years({ min, max })).toBe(words));

test("a time that nobody knows is said once", () => {
  const [unknown, known] = [{ min: null, max: null, basis: "UNKNOWN" }, { min: 12, max: 18, basis: "STATED" }] as const;
  const caveats = ["takes a time that is not known", "is implied by the order of levels, and no sentence says it"];
  expect([shortMonths(unknown), basisOf(unknown), caveatsOf({ caveats, time: unknown })]).toEqual([undefined, "", caveats.slice(1)]);
  expect([shortMonths(known), basisOf(known), caveatsOf({ caveats, time: known })]).toEqual(["12–18 mo", "as its document states", caveats]);
});

test("what is asked of a skill, and what changes", () => {
  const must = { tier: "MUST", importance: "CRITICAL" } as const;
  const good = { tier: "GOOD", importance: "CRITICAL" } as const;
  expect(asked(must)).toBe("must have, critical");
  expect(asked({ tier: null, importance: null })).toBe("");
  expect(deepened(good, must)).toBe("good to have → must have");
  expect(deepened({ ...must, importance: "OPTIONAL" }, must)).toBe("optional → critical");
  expect(deepened({ tier: null, importance: null }, must)).toBe("unrated → must have");
  expect(deepened(null, must)).toBe("must have, critical");
  expect(deepened(must, must)).toBe("must have, critical");
});

test("steps on a scale of one's own", () => {
  const working = { tier: null, importance: null, step: "Working" };
  const expert = { ...working, step: "Expert" };
  expect(asked(working)).toBe("Working");
  expect(deepened(working, expert)).toBe("Working → Expert");
  expect(deepened({ ...working, step: null }, expert)).toBe("unrated → Expert");
  expect(deepened({ ...working, tier: "GOOD" }, { ...working, tier: "MUST" })).toBe("good to have → must have");
});

test("shares and names of groups", () => {
  expect([fit(0.5078), fit(null), fit(0)]).toEqual(["51 %", "how far is not known", "0 %"]);
  expect(spaced("cross_functional")).toBe("Cross functional");
});
