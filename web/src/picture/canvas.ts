/**
 * A large picture, drawn on a canvas by Cytoscape.js, with the same layout as a small one.
 *
 * While the picture moves, Cytoscape shows a texture of the last drawing: it cannot draw 20,000 curves sixty times a second.
 */
import cytoscape from "cytoscape";
import type { Colours } from "../colours";
import type { DrawnRole, DrawnStep } from "./diagram";
import { lines, type Picture } from "./layout";

export type Drawing = cytoscape.Core;
type Drawn = Picture<DrawnRole, DrawnStep>;

const MANY_STEPS = 1500;

export function draw(container: HTMLElement, picture: Drawn, colours: Colours): Drawing {
  return cytoscape({
    container,
    elements: [...lanes(picture), ...roles(picture), ...steps(picture)],
    layout: { name: "preset", fit: true, padding: 12 },
    style: sheet(picture, colours),
    minZoom: 0.03,
    maxZoom: 2.5,
    textureOnViewport: true,
    autoungrabify: true,
    boxSelectionEnabled: false,
  });
}

export function recolour(drawing: Drawing, picture: Drawn, colours: Colours): void {
  drawing.style(sheet(picture, colours));
}

/** Adapts to the container's size, and scrolls to a role that is out of sight. */
export function bringIntoSight(drawing: Drawing, id: string | null): void {
  drawing.resize();
  const role = id ? drawing.getElementById(id) : drawing.collection();
  if (role.empty()) return;
  const { x, y } = role.renderedPosition();
  if (x < 0 || y < 0 || x > drawing.width() || y > drawing.height()) drawing.center(role);
}

/** Highlights a role with its neighbours and dims the rest. */
export function select(drawing: Drawing, id: string | null): void {
  drawing.batch(() => {
    drawing.elements().removeClass("near far chosen");
    const chosen = id ? drawing.getElementById(id) : drawing.collection();
    if (chosen.empty()) return;
    drawing.elements("[role], edge").addClass("far");
    chosen.closedNeighborhood().removeClass("far").addClass("near");
    chosen.addClass("chosen");
  });
}

/** Shows only some kinds of steps. */
export function showKinds(drawing: Drawing, kinds: string[]): void {
  drawing.batch(() => {
    for (const edge of drawing.edges().toArray()) edge.style("display", kinds.includes(edge.data("kind")) ? "element" : "none");
  });
}

function lanes({ lanes: bands, width }: Drawn): cytoscape.ElementDefinition[] {
  return bands.map(({ id, name, top, height }, index) => ({
    data: { id: `lane ${id}`, lane: name, height, width, odd: index % 2 },
    position: { x: width / 2, y: top + height / 2 },
    selectable: false,
    pannable: true,
  }));
}

function roles({ roles: found, box }: Drawn): cytoscape.ElementDefinition[] {
  return found.map(({ id, title, x, y }) => ({ data: { id, role: lines(title, Math.floor((box.width - 14) / 7.5)).join("\n") }, position: { x, y }, pannable: true }));
}

function steps({ steps: found }: Drawn): cytoscape.ElementDefinition[] {
  return found.map(({ id, source, target, kind }) => ({ data: { id, source, target, kind } }));
}

function sheet({ steps: found, box, width }: Drawn, colours: Colours): cytoscape.StylesheetJson {
  const many = found.length > MANY_STEPS;
  const drawnByKind = many ? ".near" : ""; // thousands of dashed lines take seconds to draw
  return [
    { selector: "[lane]", style: { ...LANE, "font-size": Math.max(22, width / 60), width: "data(width)", height: "data(height)", "background-color": colours.panel, color: colours.soft } },
    { selector: "[lane][?odd]", style: { "background-color": colours.band } },
    { selector: "[role]", style: { ...ROLE, width: box.width, height: box.height, "background-color": colours.raised, "border-color": colours.line, color: colours.ink } },
    { selector: "edge", style: { ...EDGE, "line-color": colours.line, "target-arrow-color": colours.line, ...(many ? MANY : {}) } },
    { selector: `edge${drawnByKind}[kind='NEXT']`, style: { "line-style": "dashed" } },
    { selector: `edge${drawnByKind}[kind='LATERAL']`, style: { "line-style": "dotted" } },
    { selector: `edge${drawnByKind}[kind='RELATED']`, style: { "line-style": "dashed", "line-dash-pattern": [12, 4, 2, 4] } },
    { selector: ".far", style: { opacity: many ? 0.06 : 0.18 } },
    { selector: "edge.near", style: { "line-color": colours.accent, "target-arrow-color": colours.accent, width: 2.5, opacity: 1, "z-index": 5 } },
    { selector: "[role].near, [role].chosen", style: { "border-color": colours.accent, "border-width": 2 } },
    { selector: "[role].chosen", style: { "background-color": colours["accent-ground"], "font-weight": "bold" } },
  ] as cytoscape.StylesheetJson;
}

const LANE = {
  shape: "rectangle",
  label: "data(lane)",
  "text-halign": "left",
  "text-valign": "center",
  "text-margin-x": -14,
  "font-weight": "bold",
  events: "no",
  "z-index": 0,
  "z-index-compare": "manual",
} as const;

const ROLE = {
  shape: "round-rectangle",
  label: "data(role)",
  "text-wrap": "wrap",
  "text-valign": "center",
  "font-size": 13,
  "border-width": 1.25,
  "z-index": 10,
  "z-index-compare": "manual",
  "min-zoomed-font-size": 5,
} as const;

/** Lines ignore the pointer: finding the nearest of 20,000 lines takes longer than a frame. */
const EDGE = { events: "no", width: 1.5, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "z-index": 2, "z-index-compare": "manual" } as const;

const MANY = { "curve-style": "haystack", "haystack-radius": 0, width: 1, opacity: 0.35, "target-arrow-shape": "none" } as const;
