/** The map as a picture that one can walk through, with the chosen role's surroundings below it and all of it as a list. */
import { useMemo, useRef, useState } from "preact/hooks";
import { go, Link, roleAddress, useAddress, withParams } from "../address";
import { grid } from "../picture/grid";
import { GridDiagram, type MapCell, type MapGrid, type MapLine } from "../picture/grid_diagram";
import { Legend, useWidth } from "../picture/diagram";
import { SaveMenu } from "../save_menu";
import { lanesOf, NO_LEVEL, useVocabulary } from "../vocabulary";
import { besides, counted } from "../words";
import { MapBoard } from "./map_board";
import { MapList } from "./map_list";
import { Around, StepCard } from "./map_around";
import { beside, CHOSEN, MOST_ZOOM, neighbourBy, shownOf, stepKey, toggled, writtenZoom, type MapState, type Network } from "./map_network";

const NO_FAMILY = "";

export function MapDrawing({ network, state, partial }: { network: Network; state: MapState; partial?: boolean }) {
  const known = useVocabulary();
  const address = useAddress();
  const [ref, width] = useWidth();
  const svg = useRef<SVGSVGElement>(null);
  const shown = useMemo(() => shownOf(network, state), [network, JSON.stringify(state)]);
  const drawing = useMemo(() => (width ? gridOf(shown, known, width) : undefined), [shown, known, width]);
  const stepless = shown.nodes.length - (drawing?.roles.length ?? shown.nodes.length);
  return (
    <>
      <section class="panel map-panel" aria-label="Map">
        <div class="panel-head">
          <Legend kinds={state.kinds.filter((kind) => network.edges.some((edge) => edge.kind === kind))}>
            {shown.nodes.some(({ described }) => described === false) && <li><span class="swatch mentioned" /> Only mentioned</li>}
            <li>{counted(shown.nodes.length, "role")}, {counted(shown.edges.length, "step")}</li>
          </Legend>
          <div class="actions">
            {state.hidden.length > 0 && <Link class="button" to={withParams(address, { hide: null })}>Show {state.hidden.length} hidden</Link>}
            {(state.near || partial) && <Link class="button" to={withParams(address, partial ? { near: null, at: null, pin: null, zoom: null } : { near: null })}>Show all roles</Link>}
            <Zoom zoom={drawing ? zoomOf(state, drawing, shown) : 1} />
            <SaveMenu name="map" rows={() => rows(shown)} picture={() => svg.current} />
          </div>
        </div>
        {state.pinned.length > 0 && <Pins state={state} shown={shown} />}
        <div class="picture" ref={ref}>
          {drawing && <Picture drawing={drawing} shown={shown} state={state} svg={svg} />}
        </div>
        {state.at && <Around id={state.at} network={network} state={state} partial={!!partial} />}
      </section>
      {stepless > 0 && <p class="soft">{counted(stepless, "role")} without a step of these kinds {stepless === 1 ? "is" : "are"} not drawn; the list has {stepless === 1 ? "it" : "them"}.</p>}
      <MapList network={shown} />
    </>
  );
}

/** The pinned roles; each leads to itself and can be let go. */
function Pins({ state: { pinned, near }, shown }: { state: MapState; shown: Network }) {
  const address = useAddress();
  const titles = new Map(shown.nodes.map(({ id, title }) => [id, title]));
  return (
    <div class="pins">
      <ul class="chips" aria-label="Pinned">
        {pinned.map((id) => (
          <li key={id}>
            <Link to={withParams(address, { at: id })}>{titles.get(id) ?? id}</Link>
            <button type="button" aria-label={`Take the pin off ${titles.get(id) ?? id}`} onClick={() => go(withParams(address, { pin: toggled(pinned, id).join(",") }))}>×</button>
          </li>
        ))}
      </ul>
      {!near && <Link to={withParams(address, { near: "1" })}>Only these and their neighbours</Link>}
      <Link to={withParams(address, { zoom: CHOSEN })}>Fit to them</Link>
    </div>
  );
}

/** The roles that are lit as long as nothing is pointed at: the pinned and the chosen one. */
const centersOf = ({ pinned, at }: MapState, { roles }: MapGrid): string[] => [...pinned, ...(at && !pinned.includes(at) ? [at] : [])].filter((id) => roles.some((role) => role.id === id));

/** What the lit roles and their neighbours cover of the drawing. */
function extent(state: MapState, drawing: MapGrid, { edges }: Network) {
  const centers = centersOf(state, drawing);
  const near = beside(edges, centers);
  const lit = drawing.roles.filter(({ id }) => near.has(id));
  if (!centers.length || !lit.length) return undefined;
  const [xs, ys] = [lit.map(({ x }) => x), lit.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left + 2 * drawing.box.width, height: bottom - top + 2 * drawing.box.height };
}

const FITTED = 0.6; // of the window's height: the map's frame without its heads and what is below it

function zoomOf(state: MapState, drawing: MapGrid, shown: Network): number {
  if (state.zoom !== CHOSEN) return state.zoom;
  const part = extent(state, drawing, shown);
  return part ? Math.min(MOST_ZOOM / 2, Math.max(1, Math.min(drawing.width / (part.width + drawing.head.width), (FITTED * innerHeight) / part.height))) : 1;
}

/** Roles without a step are drawn as long as no step is: then the picture is all roles there are. */
function gridOf({ nodes, edges }: Network, known: ReturnType<typeof useVocabulary>, width: number): MapGrid {
  const connected = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const drawn = connected.size ? nodes.filter(({ id }) => connected.has(id)) : nodes;
  const roles: MapCell[] = drawn.map(({ id, title, level, family, described }) => ({ id, title, described, lane: level ?? NO_LEVEL, group: family ?? NO_FAMILY }));
  const cells = new Map(roles.map((role) => [role.id, role]));
  const steps: MapLine[] = edges.map((edge) => ({
    id: stepKey(edge),
    source: edge.source,
    target: edge.target,
    kind: edge.kind,
    sideways: edge.kind === "LATERAL" || edge.kind === "RELATED",
    own: edge.kind !== "LATERAL" && edge.kind !== "RELATED" && cells.get(edge.source)?.group === cells.get(edge.target)?.group,
  }));
  const names = new Map(known.levels.map(({ id, name }) => [id, name]));
  const lanes = lanesOf(known, roles.map(({ lane }) => lane)).map((lane) => ({ ...lane, name: names.get(lane.id) ?? lane.name }));
  return grid(lanes, [...known.families, { id: NO_FAMILY, name: "No family" }], roles, steps, width);
}

function Picture({ drawing, shown, state, svg }: { drawing: MapGrid; shown: Network; state: MapState; svg: { current: SVGSVGElement | null } }) {
  const { at, pinned } = state;
  const zoom = zoomOf(state, drawing, shown);
  const known = useVocabulary();
  const address = useAddress();
  const [pointed, setPointed] = useState<string>();
  const [step, setStep] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const here = drawing.roles.some(({ id }) => id === at) ? at : null;
  const center = pointed ?? focused ?? here ?? undefined;
  const lit = useMemo(() => {
    const centers = centersOf({ ...state, at: center ?? null }, drawing);
    return centers.length ? { centers: new Set(centers), near: beside(shown.edges, centers) } : undefined;
  }, [center, drawing, shown, pinned.join()]);
  const hues = useMemo(() => new Map(known.families.map(({ id }, index) => [id, (index % 12) + 1])), [known]);
  const levelOf = (id: string) => drawing.lanes.find((lane) => lane.id === drawing.roles.find((role) => role.id === id)?.lane)?.name;
  const name = (id: string) => {
    const role = drawing.roles.find((found) => found.id === id)!;
    const more = besides(role.title, levelOf(id), drawing.groups.find((group) => group.id === role.group)?.name, role.described === false && "only mentioned", pinned.includes(id) && "pinned");
    return more ? `${role.title}, ${more}` : role.title;
  };
  const choose = (id: string | null) => go(withParams(address, { at: id }));
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const role = found(event, "role");
    const line = found(event, "step");
    if (role) {
      event.preventDefault();
      choose(role);
    } else if (line) setStep(line);
    else setStep(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = drawing.roles.find(({ id }) => id === found(event, "role"));
    if (event.key === "Escape") {
      setStep(undefined);
      if (at && !step) choose(null);
    }
    const next = from && neighbourBy(event.key, from, drawing.roles, shown.edges);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    svg.current?.querySelector<SVGAElement>(`[data-role="${CSS.escape(next)}"]`)?.focus();
  };
  const line = drawing.steps.find(({ id }) => id === step);
  const edge = shown.edges.find((known) => stepKey(known) === step);
  return (
    <MapBoard grid={drawing} zoom={zoom} at={here} middle={state.zoom === CHOSEN ? extent(state, drawing, shown) : undefined}>
      <div
        class="map-picture"
        onClick={onClick}
        onKeyDown={onKeyDown}
        onMouseOver={(event) => {
          setPointed(found(event, "role"));
          const over = found(event, "step");
          if (over) setStep(over);
        }}
        onMouseLeave={() => (setPointed(undefined), setStep(undefined))}
        onFocusCapture={(event) => setFocused(found(event, "role"))}
        onBlurCapture={() => setFocused(undefined)}
      >
        <GridDiagram
          grid={drawing}
          label="Career map; the arrow keys follow steps, and the list below says the same"
          zoom={zoom}
          hue={(group) => hues.get(group) ?? 0}
          lit={lit}
          at={here}
          pinned={pinned}
          stop={focused ?? here ?? drawing.roles[0]?.id}
          step={step}
          href={roleAddress}
          name={name}
          svg={svg}
        />
        {line && edge && <StepCard edge={edge} network={shown} place={line.label} zoom={zoom} width={drawing.width} />}
      </div>
    </MapBoard>
  );
}

/** The id of the role or step that an event happened in. */
function found(event: Event, kind: "role" | "step"): string | undefined {
  return (event.target as Element).closest<SVGElement>(`[data-${kind}]`)?.dataset[kind];
}

function Zoom({ zoom }: { zoom: number }) {
  const address = useAddress();
  const to = (wanted: number) => go(withParams(address, { zoom: writtenZoom(wanted) }));
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Larger" disabled={zoom >= MOST_ZOOM} onClick={() => to(zoom * 1.3)}>+</button>
      <button type="button" aria-label="Smaller" disabled={zoom === 1} onClick={() => to(zoom / 1.3)}>−</button>
      <button type="button" disabled={zoom === 1} onClick={() => to(1)}>Fit</button>
    </div>
  );
}

function rows({ nodes, edges }: Network) {
  const titles = new Map(nodes.map((node) => [node.id, node.title]));
  const found = edges.map(({ source, target, kind, time, confirmed }) => [source, titles.get(source), target, titles.get(target), kind, time.min, time.max, time.basis, confirmed]);
  return [["from_id", "from", "to_id", "to", "kind", "months_min", "months_max", "basis", "confirmed"], ...found];
}
