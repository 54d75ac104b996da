import { describe, expect, test } from "vitest";
import { arranged, curve, inOrder, spread, type Lane, type Placeable, type Step } from "../src/picture/layout";
import { star } from "../src/picture/star";

const LANES: Lane[] = [
  { id: "junior", name: "Junior", track: "INDIVIDUAL", rank: 1 },
  { id: "senior", name: "Senior", track: "INDIVIDUAL", rank: 3 },
  { id: "manager", name: "Manager", track: "MANAGEMENT", rank: 2 },
  { id: "", name: "No level stated", track: "", rank: -1 },
];

const role = (id: string, lane: string): Placeable => ({ id, title: id, lane });
const step = (source: string, target: string): Step => ({ id: `${source} ${target}`, source, target });

/** Ladders of three lanes with pseudo-random steps, the same in every run. */
function random(seed: number, count: number, each = 2) {
  let state = seed;
  const next = (most: number) => (state = (state * 48271) % 2147483647) % most;
  const roles = Array.from({ length: count }, (_, index) => role(`r${index}`, LANES[next(3)]!.id));
  const steps = Array.from({ length: count * each }, () => step(`r${next(count)}`, `r${next(count)}`)).filter(({ source, target }) => source !== target);
  return { roles, steps: [...new Map(steps.map((step) => [step.id, step])).values()] };
}

describe("swim-lanes", () => {
  test("managers stand above individual contributors, higher ranks above lower, lanes without a track last", () => {
    expect(inOrder(LANES).map(({ id }) => id)).toEqual(["manager", "senior", "junior", ""]);
  });

  test.each([1, 2, 3, 4, 5, 6])("in any ladder no two boxes touch, each stands in its lane and in the picture (%i)", (seed) => {
    const { roles, steps } = random(seed, 14);
    for (const width of [320, 700, 1600]) {
      const picture = arranged(LANES.slice(0, 3), roles, steps, width);
      for (const [index, a] of picture.roles.entries()) {
        const lane = picture.lanes.find(({ id }) => id === a.lane)!;
        expect(a.y - picture.box.height / 2).toBeGreaterThanOrEqual(lane.top);
        expect(a.y + picture.box.height / 2).toBeLessThanOrEqual(lane.top + lane.height);
        expect(a.x - picture.box.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + picture.box.width / 2).toBeLessThanOrEqual(picture.width);
        for (const b of picture.roles.slice(index + 1))
          expect(Math.abs(a.y - b.y) >= picture.box.height || Math.abs(a.x - b.x) >= picture.box.width).toBe(true);
      }
    }
  });

  test("lanes touch one another and fill the picture", () => {
    const { lanes, height } = arranged(LANES, [role("a", "junior")], [], 400);
    expect(lanes.map(({ top, height: own }) => top + own)).toEqual([...lanes.slice(1).map(({ top }) => top), height]);
  });

  test("a step over a lane between passes beside the role that stands there", () => {
    const lanes = [1, 2, 3].map((rank) => ({ id: `l${rank}`, name: "", track: "INDIVIDUAL", rank }));
    const roles = [role("low", "l1"), role("mid", "l2"), role("high", "l3")];
    const picture = arranged(lanes, roles, [step("low", "mid"), step("mid", "high"), step("low", "high")], 900);
    const mid = picture.roles[1]!;
    const beside = picture.steps[2]!.points.slice(1, -1);
    expect(beside.map(({ y }) => y)).toEqual([mid.y + picture.box.height / 2, mid.y - picture.box.height / 2]);
    for (const { x } of beside) expect(Math.abs(x - mid.x)).toBeGreaterThan(picture.box.width / 2);
  });

  test("labels of two steps of one gap do not lie on each other", () => {
    const lanes = [1, 2].map((rank) => ({ id: `l${rank}`, name: "", track: "INDIVIDUAL", rank }));
    const picture = arranged(lanes, [role("a", "l1"), role("b", "l2")], ["1", "2"].map((id) => ({ ...step("a", "b"), id, words: "1 mo" })), 400);
    const [one, two] = picture.steps.map(({ label }) => label);
    expect(one).not.toEqual(two);
  });

  test("the same question gives the same picture", () => {
    const { roles, steps } = random(7, 20);
    expect(arranged(LANES, roles, steps, 800)).toEqual(arranged(LANES, roles, steps, 800));
  });

  test("a thousand roles and twenty thousand steps are placed in seconds, not minutes", { timeout: 20_000 }, () => {
    const { roles, steps } = random(9, 1000, 20);
    expect(steps.length).toBeGreaterThan(19_000);
    expect(arranged(LANES, roles, steps, 8000).roles).toHaveLength(1000);
  });
});

describe("places in a row", () => {
  const width = () => 100;

  test("a row with room stands where it is wanted", () => {
    expect([...spread(["a", "b"], (id) => ({ a: 100, b: 400 })[id]!, width, 1000)]).toEqual([["a", 100], ["b", 400]]);
  });

  test("two that want one place share it around its middle", () => {
    const [a, b] = [...spread(["a", "b"], () => 500, width, 1000).values()];
    expect([(a! + b!) / 2, b! - a!]).toEqual([500, 128]);
  });
});

test("a role stands between what comes before it and after it", () => {
  const picture = star(role("me", ""), [role("before", "")], [role("one", ""), role("two", "")], [step("before", "me"), step("me", "two")], 300);
  const x = Object.fromEntries(picture.roles.map((role) => [role.id, role.x]));
  expect(x.before! < x.me! && x.me! < x.one! && x.one === x.two).toBe(true);
  expect(picture.width).toBeGreaterThan(300);
  expect(picture.steps.map(({ points }) => points[0]!.x < points[1]!.x)).toEqual([true, true]);
});

test("curves leave and arrive upright, sideways, or bow over a row", () => {
  const points = [{ x: 0, y: 100 }, { x: 50, y: 0 }];
  const label = points[0]!;
  expect(curve({ points, label, shape: "upright" })).toBe("M0,100C0,50 50,50 50,0");
  expect(curve({ points, label, shape: "across" })).toBe("M0,100C25,100 25,0 50,0");
  expect(curve({ points, label, shape: "bow" })).toBe("M0,100C0,66 50,-34 50,0");
});

test.each([340, 364, 560, 1400])("what is around a role fits into a phone and a column, boxes apart and ports at their edges (%i)", (width) => {
  const many = Array.from({ length: 12 }, (_, index) => role(`after ${index}`, ""));
  const { width: full, height, box, roles, steps } = star(role("me", ""), [role("before", "")], many, many.map(({ id }) => step("me", id)), width);
  expect(full).toBe(Math.max(width, 352));
  for (const { x, y } of roles) {
    expect(x - box.width / 2).toBeGreaterThanOrEqual(0);
    expect(x + box.width / 2).toBeLessThanOrEqual(full);
    expect(y - box.height / 2).toBeGreaterThanOrEqual(0);
    expect(y + box.height / 2).toBeLessThanOrEqual(height);
  }
  for (const { points } of steps) expect(points[1]!.x - points[0]!.x).toBeGreaterThanOrEqual(26);
});

test("labels of steps cover neither one another nor a lane's name, and marks beside them have room", () => {
  const lanes = LANES.slice(0, 2);
  const below = Array.from({ length: 4 }, (_, index) => role(`low ${index}`, "junior"));
  const above = Array.from({ length: 3 }, (_, index) => role(`high ${index}`, "senior"));
  const steps = below.slice(0, 3).map(({ id }, index) => ({ ...step(id, above[index]!.id), words: "24–60 mo", caveats: index ? ["a"] : undefined }));
  for (const width of [390, 700]) {
    const picture = arranged(lanes, [...below, ...above], steps, width);
    for (const [index, one] of picture.steps.entries())
      for (const other of picture.steps.slice(index + 1))
        expect(Math.abs(one.label.x - other.label.x) >= 58 || Math.abs(one.label.y - other.label.y) >= 18, `${width}: ${one.id}, ${other.id}`).toBe(true);
  }
});
