/** The career map as plain values: what is drawn of it, who is beside whom, and how the arrow keys go. */
import { listed } from "../address";
import type { Place } from "../picture/layout";
import type { CareerMapQuery, ProgressionKind, RoleAroundQuery } from "../questions";
import { KINDS } from "./path_question";

export type Network = Omit<CareerMapQuery["careerNetwork"], "totalCount" | "complete">;
export type MapRole = Network["nodes"][number];
export type MapStep = Network["edges"][number];

/** So many roles are one picture; more are an overview first. */
export const ONE_PICTURE = 150;

export interface MapState {
  family: string | null;
  level: string | null;
  kinds: ProgressionKind[];
  at: string | null;
  /** Only the chosen role and its neighbours. */
  near: boolean;
  hidden: string[];
  /** Roles that stay lit with their neighbours while one looks at others. */
  pinned: string[];
  /** 1 is the width of the page; `chosen` as large as the lit roles allow. */
  zoom: number | typeof CHOSEN;
}

export const CHOSEN = "chosen";
export const MOST_ZOOM = 4;

export function readMap(params: URLSearchParams): MapState {
  const zoom = Number(params.get("zoom"));
  return {
    family: params.get("family"),
    level: params.get("level"),
    kinds: kindsIn(params),
    at: params.get("at"),
    near: params.get("near") === "1",
    hidden: listed(params, "hide"),
    pinned: listed(params, "pin"),
    zoom: params.get("zoom") === CHOSEN ? CHOSEN : zoom >= 1 && zoom <= MOST_ZOOM ? zoom : 1,
  };
}

/** Kinds in the address: all unless some are named; `none` means none. */
export function kindsIn(params: URLSearchParams): ProgressionKind[] {
  const named = listed(params, "kinds").map((kind) => kind.toUpperCase());
  return named.length ? KINDS.filter((kind) => named.includes(kind)) : KINDS;
}

/** A zoom as the address writes it. */
export function writtenZoom(wanted: number): string | null {
  const zoom = Math.round(Math.min(MOST_ZOOM, Math.max(1, wanted)) * 100) / 100;
  return zoom === 1 ? null : String(zoom);
}

/** The list with this id, or without it if it had it. */
export const toggled = (ids: string[], id: string): string[] => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);

export const writtenMapKinds = (kinds: ProgressionKind[]): string | null => (kinds.length === KINDS.length ? null : kinds.join(",").toLowerCase() || "none");

export const stepKey = ({ source, target, kind }: Pick<MapStep, "source" | "target" | "kind">): string => `${source} ${target} ${kind}`;

/** What of the network is drawn: the kinds that are ticked, without what is hidden, perhaps only what is around a role. */
export function shownOf({ nodes, edges }: Network, { kinds, hidden, pinned, at, near }: MapState): Network {
  const steps = edges.filter(({ source, target, kind }) => kinds.includes(kind) && !hidden.includes(source) && !hidden.includes(target));
  const centers = [...pinned, ...(at ? [at] : [])].filter((id) => nodes.some((node) => node.id === id));
  const around = near && centers.length ? beside(steps, centers) : undefined;
  const roles = nodes.filter(({ id }) => !hidden.includes(id) && (!around || around.has(id)));
  return { nodes: roles, edges: around ? steps.filter(({ source, target }) => around.has(source) && around.has(target)) : steps };
}

/** The ids of these roles and of the roles that a step connects with one of them. */
export function beside(steps: Pick<MapStep, "source" | "target">[], ids: string[]): Set<string> {
  return new Set([...ids, ...steps.flatMap(({ source, target }) => (ids.includes(source) ? [target] : ids.includes(target) ? [source] : []))]);
}

type AroundRole = NonNullable<RoleAroundQuery["rolesByIds"][number]>;

/** Roles with their neighbours as one network. */
export function networkAround(roles: AroundRole[]): Network {
  const node = ({ id, title, described, level, family }: Pick<AroundRole, "id" | "title" | "described" | "level" | "family">): MapRole => ({ id, title, described, level: level?.id ?? null, family: family?.id ?? null });
  const edge = (source: string, target: string, { kind, confirmed, time }: AroundRole["nextRoles"][number]): MapStep => ({ source, target, kind, confirmed, time });
  const nodes = roles.flatMap((role) => [role, ...role.nextRoles.map((next) => next.role), ...role.feederRoles.map((feeder) => feeder.role)]);
  const edges = roles.flatMap((role) => [...role.nextRoles.map((next) => edge(role.id, next.role.id, next)), ...role.feederRoles.map((feeder) => edge(feeder.role.id, role.id, feeder))]);
  return {
    nodes: [...new Map(nodes.map((known) => [known.id, node(known)])).values()],
    edges: [...new Map(edges.map((step) => [stepKey(step), step])).values()],
  };
}

type Spot = Place & { id: string };

/** Where an arrow key leads from a role: up and down along steps if there are any, else to the nearest role that way; sideways to the next role of the row. */
export function neighbourBy(key: string, from: Spot, roles: Spot[], steps: Pick<MapStep, "source" | "target">[]): string | undefined {
  const near = beside(steps, [from.id]);
  const nearest = (found: Spot[]) => found.sort((a, b) => span(a, from) - span(b, from))[0]?.id;
  const stepped = (there: (role: Spot) => boolean) => nearest(roles.filter((role) => role.id !== from.id && near.has(role.id) && there(role)));
  const level = (there: (role: Spot) => boolean) => nearest(roles.filter((role) => Math.abs(role.y - from.y) < 1 && there(role)));
  switch (key) {
    case "ArrowUp":
      return stepped(({ y }) => y < from.y) ?? nearest(roles.filter(({ y }) => y < from.y));
    case "ArrowDown":
      return stepped(({ y }) => y > from.y) ?? nearest(roles.filter(({ y }) => y > from.y));
    case "ArrowLeft":
      return level(({ x }) => x < from.x) ?? nearest(roles.filter(({ x }) => x < from.x));
    case "ArrowRight":
      return level(({ x }) => x > from.x) ?? nearest(roles.filter(({ x }) => x > from.x));
    default:
      return undefined;
  }
}

/** Nearer in the own column than beside it. */
const span = (a: Place, b: Place) => 2 * Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
