/** The map. Its code is loaded when somebody opens it, because the drawing library is larger than the rest of the page. */
import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { go, Link, roleAddress, useAddress, withParams, type Address } from "../address";
import { useColours } from "../colours";
import { bringIntoSight, draw, recolour, select, showKinds, type Drawing } from "../picture/canvas";
import { Diagram, Legend, type DrawnRole, type DrawnStep } from "../picture/diagram";
import { arranged, type Picture } from "../picture/layout";
import type { CareerMapQuery, ProgressionKind } from "../questions";
import { SaveMenu } from "../save_menu";
import { lanesOf, NO_LEVEL, useVocabulary } from "../vocabulary";
import { counted, KINDS, months } from "../words";

export type Network = CareerMapQuery["careerNetwork"];
type Drawn = Picture<DrawnRole, DrawnStep>;

export default function MapCanvas({ network, kinds }: { network: Network; kinds: ProgressionKind[] }) {
  const known = useVocabulary();
  const picture = useMemo(() => pictureOf(network, lanesOf(known, network.nodes.map(({ level }) => level))), [network, known]);
  const shown = network.edges.filter(({ kind }) => kinds.includes(kind));
  return (
    <>
      {!network.complete && <p class="soft">The first {network.nodes.length} of {network.totalCount} roles are drawn; choose a family or a level to see the others.</p>}
      <section class="panel" aria-label="Map">
        <div class="panel-head">
          <Legend kinds={kinds.filter((kind) => network.edges.some((edge) => edge.kind === kind))}>
            <li>{counted(network.nodes.length, "role")}, {counted(shown.length, "step")}</li>
          </Legend>
          <SaveMenu name="map" rows={() => rows(network, shown)} picture={() => asSvg({ ...picture, steps: picture.steps.filter(({ kind }) => kinds.includes(kind)) })} />
        </div>
        <Canvas picture={picture} kinds={kinds} network={network} />
      </section>
      <AsList network={network} />
    </>
  );
}

function pictureOf({ nodes, edges }: Network, lanes: ReturnType<typeof lanesOf>): Drawn {
  const roles: DrawnRole[] = nodes.map((node) => ({ ...node, lane: node.level ?? NO_LEVEL }));
  const steps: DrawnStep[] = edges.map((edge) => ({ ...edge, id: `${edge.source} ${edge.target} ${edge.kind}` }));
  return arranged(lanes, roles, steps, fitting(lanes.map(({ id }) => roles.filter(({ lane }) => lane === id).length), innerWidth / innerHeight));
}

const WIDTHS = [500, 700, 900, 1200, 1600, 2200, 3000, 4000, 5500, 7500, 10_000, 14_000];
const [COLUMN, ROW_HEIGHT, LANE_HEIGHT] = [200, 94, 3];

/** The width at which the picture of lanes with these `counts` of roles comes nearest to `shape` (width ÷ height). */
function fitting(counts: number[], shape: number): number {
  const height = (width: number) => counts.reduce((sum, count) => sum + Math.ceil(count / Math.floor(width / COLUMN)) * ROW_HEIGHT + LANE_HEIGHT, 0);
  const miss = (width: number) => Math.abs(Math.log(width / height(width) / shape));
  return WIDTHS.reduce((best, width) => (miss(width) < miss(best) ? width : best));
}

/** The map as SVG, drawn outside the visible page and removed once it is read. */
function asSvg(picture: Drawn): SVGSVGElement | null {
  const aside = document.body.appendChild(document.createElement("div"));
  aside.className = "aside";
  render(<Diagram picture={picture} label="Career map" href={roleAddress} />, aside);
  setTimeout(() => {
    render(null, aside);
    aside.remove();
  });
  return aside.querySelector("svg");
}

function Canvas({ picture, kinds, network }: { picture: Drawn; kinds: ProgressionKind[]; network: Network }) {
  const address = useAddress();
  const latest = useRef<Address>(address);
  latest.current = address;
  const colours = useColours();
  const container = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const at = address.params.get("at");
  useEffect(() => {
    const drawn = draw(container.current!, picture, colours);
    drawn.on("tap", (event) => go(withParams(latest.current, { at: event.target === drawn ? null : (event.target.data("role") ? event.target.id() : null) }), { replace: true }));
    setDrawing(drawn);
    return () => drawn.destroy();
  }, [picture]);
  useEffect(() => drawing && recolour(drawing, picture, colours), [drawing, colours]);
  useEffect(() => drawing && showKinds(drawing, kinds), [drawing, kinds.join()]);
  useEffect(() => {
    if (!drawing) return;
    select(drawing, at);
    bringIntoSight(drawing, at);
  }, [drawing, at]);
  return (
    <div class={`map ${at ? "with-around" : ""}`}>
      <div class="canvas-frame">
        <div class="canvas" ref={container} aria-hidden="true" data-drawn={drawing ? "" : undefined} />
        <div class="zoom" role="group" aria-label="Zoom">
          <button type="button" aria-label="Larger" onClick={() => zoom(drawing, 1.4)}>+</button>
          <button type="button" aria-label="Smaller" onClick={() => zoom(drawing, 1 / 1.4)}>−</button>
          <button type="button" onClick={() => drawing?.fit(undefined, 12)}>Fit</button>
        </div>
      </div>
      {at && <Around id={at} network={network} />}
    </div>
  );
}

function zoom(drawing: Drawing | undefined, factor: number): void {
  drawing?.zoom({ level: drawing.zoom() * factor, renderedPosition: { x: drawing.width() / 2, y: drawing.height() / 2 } });
}

function Around({ id, network }: { id: string; network: Network }) {
  const address = useAddress();
  const titles = useMemo(() => new Map(network.nodes.map((node) => [node.id, node.title])), [network]);
  if (!titles.has(id)) return null;
  const after = network.edges.filter(({ source }) => source === id);
  const before = network.edges.filter(({ target }) => target === id);
  const list = (edges: Network["edges"], other: "source" | "target") => (
    <ul>
      {edges.map((edge) => (
        <li key={`${edge.source} ${edge.target} ${edge.kind}`}>
          <Link to={withParams(address, { at: edge[other] })}>{titles.get(edge[other])}</Link> <small class="soft">{KINDS[edge.kind].toLowerCase()}, {months(edge.time)}</small>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="around" aria-label={`Around ${titles.get(id)}`}>
      <h2><Link to={roleAddress(id)}>{titles.get(id)}</Link></h2>
      <p><Link to={`/path?from=${id}`}>Plan from here</Link> · <Link to={withParams(address, { at: null })}>Close</Link></p>
      {after.length > 0 && <><h3>Next <span class="soft">{after.length}</span></h3>{list(after, "target")}</>}
      {before.length > 0 && <><h3>Before <span class="soft">{before.length}</span></h3>{list(before, "source")}</>}
    </section>
  );
}

/** The map for readers who cannot see the picture. It is rendered when it is opened. */
function AsList({ network }: { network: Network }) {
  const [open, setOpen] = useState(false);
  const { levels } = useVocabulary();
  const titles = new Map(network.nodes.map((node) => [node.id, node.title]));
  const next = Map.groupBy(network.edges, ({ source }) => source);
  return (
    <details class="section" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The map as a list</summary>
      {open && (
        <ul class="map-list">
          {network.nodes.map((node) => (
            <li key={node.id}>
              <Link to={roleAddress(node.id)}>{node.title}</Link> <span class="soft">{levels.find(({ id }) => id === node.level)?.name}</span>
              {next.has(node.id) && <span class="soft"> → {next.get(node.id)!.map(({ target }) => titles.get(target)).join(", ")}</span>}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function rows(network: Network, edges: Network["edges"]) {
  const titles = new Map(network.nodes.map((node) => [node.id, node.title]));
  const found = edges.map(({ source, target, kind, time, confirmed }) => [source, titles.get(source), target, titles.get(target), kind, time.min, time.max, time.basis, confirmed]);
  return [["from_id", "from", "to_id", "to", "kind", "months_min", "months_max", "basis", "confirmed"], ...found];
}
