import { describe, expect, test } from "vitest";
import { rounded } from "../src/picture/channels";
import { columnsOf, grid, type Cell, type Sideways } from "../src/picture/grid";
import type { Lane, Place } from "../src/picture/layout";
import type { MapStep } from "../src/views/map_network";
import { beside, neighbourBy, readMap, shownOf } from "../src/views/map_network";

const LANES: Lane[] = ["junior", "mid", "senior", "staff"].map((id, rank) => ({ id, name: id, track: "INDIVIDUAL", rank }));
const GROUPS = ["a", "b", "c", "d", "e"].map((id) => ({ id, name: id.toUpperCase() }));

/** Roles and steps that chance puts anywhere. */
function network(seed: number): { roles: Cell[]; steps: Sideways[] } {
  let state = seed * 2654435761;
  const chance = (below: number) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % below;
  const roles = Array.from({ length: 8 + chance(30) }, (_, index) => ({ id: `r${index}`, title: `Role ${index}`, lane: LANES[chance(4)]!.id, group: GROUPS[chance(5)]!.id }));
  const steps = Array.from({ length: chance(80) }, (_, index) => ({ id: `s${index}`, source: `r${chance(roles.length)}`, target: `r${chance(roles.length)}`, sideways: !chance(3) }));
  return { roles, steps };
}

const parts = (points: Place[]) => points.slice(1).map((b, index) => [points[index]!, b] as const);

describe.each(Array.from({ length: 40 }, (_, seed) => seed + 1))("a network of chance %i", (seed) => {
  const { roles, steps } = network(seed);
  const drawn = grid(LANES, GROUPS, roles, steps, seed % 2 ? 700 : 1500);
  const { box } = drawn;

  test("no two boxes share room, and each stands in its lane and its family", () => {
    for (const one of drawn.roles) {
      const lane = drawn.lanes.find(({ id }) => id === one.lane)!;
      const group = drawn.groups.find(({ id }) => id === one.group)!;
      expect(one.y - box.height / 2).toBeGreaterThanOrEqual(lane.top);
      expect(one.y + box.height / 2).toBeLessThanOrEqual(lane.top + lane.height);
      expect(one.x - box.width / 2).toBeGreaterThanOrEqual(group.left);
      expect(one.x + box.width / 2).toBeLessThanOrEqual(group.left + group.width);
      for (const other of drawn.roles)
        if (other !== one) expect(Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height).toBe(true);
    }
  });

  test("each line goes from edge to edge in upright and level parts, and through no box", () => {
    expect(drawn.steps.map(({ id }) => id)).toEqual(steps.filter(({ source, target }) => source !== target).map(({ id }) => id));
    for (const step of drawn.steps) {
      const [source, target] = [step.source, step.target].map((id) => drawn.roles.find((role) => role.id === id)!);
      const [first, last] = [step.points[0]!, step.points.at(-1)!];
      expect(Math.abs(first.y - source!.y)).toBe(box.height / 2);
      expect(Math.abs(first.x - source!.x)).toBeLessThan(box.width / 2);
      expect(Math.abs(last.y - target!.y)).toBe(box.height / 2);
      expect(Math.abs(last.x - target!.x)).toBeLessThan(box.width / 2);
      for (const [a, b] of parts(step.points)) {
        expect(Math.abs(a.x - b.x) < 0.01 || Math.abs(a.y - b.y) < 0.01).toBe(true);
        for (const role of drawn.roles) {
          const clear = Math.max(a.x, b.x) <= role.x - box.width / 2 || Math.min(a.x, b.x) >= role.x + box.width / 2 || Math.max(a.y, b.y) <= role.y - box.height / 2 || Math.min(a.y, b.y) >= role.y + box.height / 2;
          expect(clear, `${step.id} through ${role.id}`).toBe(true);
        }
      }
      expect(first.x >= 0 && last.x <= drawn.width).toBe(true);
    }
  });

  test("level parts of steps to different roles do not lie on each other", () => {
    const level = drawn.steps.flatMap((step) => parts(step.points).filter(([a, b]) => a.y === b.y && a.x !== b.x).map(([a, b]) => ({ step, y: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) })));
    for (const one of level)
      for (const other of level) {
        if (one.y !== other.y || one.step.target === other.step.target || one.step.source === other.step.source || (one.step.sideways && other.step.sideways)) continue;
        expect(Math.min(one.to, other.to) - Math.max(one.from, other.from), `${one.step.id} on ${other.step.id}`).toBeLessThan(box.width);
      }
  });
});

test("families that exchange people stand side by side, roles without a family last", () => {
  const roles = ["a", "b", "c", ""].map((group) => ({ id: group || "none", title: group, lane: "junior", group }));
  const steps = [...Array(3)].map((_, index) => ({ id: `${index}`, source: "a", target: "c" }));
  expect(columnsOf([{ id: "", name: "No family" }, ...GROUPS], roles, [...steps, { id: "n", source: "none", target: "b" }]).map(({ id }) => id).join()).toMatch(/^(b,)?(a,c|c,a)(,b)?,$/);
});

test("roles of one family and level stand side by side where there is room, else on top of each other", () => {
  const roles = ["x", "y", "z"].map((id) => ({ id, title: id, lane: "junior", group: "a" }));
  const sides = (width: number) => new Set(grid(LANES.slice(0, 1), GROUPS, roles, [], width).roles.map(({ x }) => x)).size;
  expect([sides(1000), sides(320), sides(200)]).toEqual([3, 2, 1]);
});

test("a step to the next level of a family is one straight line, and the corners of others are round", () => {
  const roles = [["low", "junior", "a"], ["high", "mid", "a"], ["other", "mid", "b"]].map(([id, lane, group]) => ({ id: id!, title: id!, lane: lane!, group: group! }));
  const { steps } = grid(LANES.slice(0, 2), GROUPS, roles, [{ id: "up", source: "low", target: "high" }, { id: "over", source: "low", target: "other" }], 600);
  expect(new Set(steps[0]!.points.map(({ x }) => x)).size).toBe(1);
  expect(steps[1]!.points.length).toBe(4);
  expect(rounded(steps[1]!.points).match(/Q/g)).toHaveLength(2);
});

const edge = (source: string, target: string, kind: MapStep["kind"] = "PROMOTION"): MapStep => ({ source, target, kind, confirmed: true, time: { min: null, max: null, basis: "UNKNOWN" } });
const node = (id: string) => ({ id, title: id, level: null, family: null, described: true });

test("hidden roles go with their steps, and only what is around a role stays where that is asked for", () => {
  const network = { nodes: ["a", "b", "c", "d"].map(node), edges: [edge("a", "b"), edge("b", "c"), edge("c", "d", "LATERAL")] };
  const shown = (params: string) => {
    const { nodes, edges } = shownOf(network, readMap(new URLSearchParams(params)));
    return `${nodes.map(({ id }) => id).join("")} ${edges.length}`;
  };
  expect([shown(""), shown("hide=b"), shown("at=b&near=1"), shown("kinds=lateral"), shown("at=gone&near=1")]).toEqual(["abcd 3", "acd 1", "abc 2", "abcd 1", "abcd 3"]);
  expect([...beside(network.edges, ["b"])].sort()).toEqual(["a", "b", "c"]);
});

test("arrow keys follow steps up and down, and go along the row", () => {
  const spots = [{ id: "low", x: 100, y: 300 }, { id: "near", x: 100, y: 200 }, { id: "far", x: 300, y: 100 }, { id: "beside", x: 300, y: 300 }];
  const to = (key: string) => neighbourBy(key, spots[0]!, spots, [edge("low", "far")]);
  expect([to("ArrowUp"), to("ArrowRight"), to("ArrowLeft"), to("ArrowDown"), to("Enter")]).toEqual(["far", "beside", undefined, undefined, undefined]);
  expect(neighbourBy("ArrowUp", spots[0]!, spots, [])).toBe("near");
});

test("pinned roles count as chosen: with their neighbours they stay where only what is around the chosen is asked for", () => {
  const network = {
    nodes: ["a", "b", "c", "d", "e"].map((id) => ({ id, title: id, level: null, family: null, described: true })),
    edges: [["a", "b"], ["c", "d"]].map(([source, target]) => ({ source: source!, target: target!, kind: "NEXT", confirmed: true, time: { min: null, max: null, basis: "UNKNOWN" } }) as MapStep),
  };
  const ids = (params: string) => shownOf(network, readMap(new URLSearchParams(params))).nodes.map(({ id }) => id).join("");
  expect(ids("pin=a&near=1")).toBe("ab");
  expect(ids("pin=a&at=d&near=1")).toBe("abcd");
  expect(ids("pin=nobody&near=1")).toBe("abcde");
  expect(["chosen", "2.5", "9", "x", ""].map((zoom) => readMap(new URLSearchParams({ zoom })).zoom)).toEqual(["chosen", 2.5, 1, 1, 1]);
});
