/** The ground of the map: names of levels and families that stay in sight at one size, dragging, and zoom by Ctrl and the wheel. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { go, useAddress, withParams, type Address } from "../address";
import type { MapGrid } from "../picture/grid_diagram";
import type { Place } from "../picture/layout";
import { writtenZoom } from "./map_network";

interface Ground {
  grid: MapGrid;
  zoom: number;
  at: string | null;
  /** What stands in the middle of the frame, if something shall. */
  middle?: Place;
  children: ComponentChildren;
}

const CLICK_PIXELS = 4;
/** Turns of the wheel nearer to one another than so many milliseconds are one step of the history. */
const ONE_TURN = 800;

export function MapBoard({ grid, zoom, at, middle, children }: Ground) {
  const frame = useRef<HTMLDivElement>(null);
  const address = useRef<Address>(useAddress());
  address.current = useAddress();
  const before = useRef(zoom);
  const turned = useRef(-Infinity);
  const wide = grid.width * zoom;
  useLayoutEffect(() => {
    const box = frame.current!;
    const ratio = zoom / before.current;
    if (ratio !== 1) box.scrollTo((box.scrollLeft + box.clientWidth / 2) * ratio - box.clientWidth / 2, (box.scrollTop + box.clientHeight / 2) * ratio - box.clientHeight / 2);
    before.current = zoom;
  }, [zoom]);
  useLayoutEffect(() => {
    const box = frame.current!;
    if (middle) box.scrollTo(middle.x * zoom - box.clientWidth / 2, middle.y * zoom - box.clientHeight / 2);
  }, [zoom, middle?.x, middle?.y]);
  useEffect(() => {
    const role = at && frame.current?.querySelector(`[data-role="${CSS.escape(at)}"]`);
    if (role && !inSight(role, frame.current!)) role.scrollIntoView({ block: "center", inline: "center" });
  }, [at, grid]);
  useEffect(() => {
    const box = frame.current!;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey) {
        event.preventDefault();
        const [now, last] = [event.timeStamp, turned.current];
        turned.current = now;
        go(withParams(address.current, { zoom: writtenZoom(before.current * (event.deltaY < 0 ? 1.15 : 1 / 1.15)) }), { replace: now - last < ONE_TURN });
      } else if (!box.contains(document.activeElement) && Math.abs(event.deltaY) > Math.abs(event.deltaX)) {
        event.preventDefault();
        scrollBy(0, event.deltaY);
      }
    };
    box.addEventListener("wheel", onWheel, { passive: false });
    return () => box.removeEventListener("wheel", onWheel);
  }, []);
  return (
    <div ref={frame} class={`map-frame ${zoom > 1 ? "zoomed" : ""}`} {...dragging(frame)}>
      <div class="map-board" style={{ width: `${wide}px`, height: `${grid.height * zoom}px` }}>
        {children}
        <div class="map-heads" aria-hidden="true" style={{ height: `${grid.head.height - 3}px` }}>
          {grid.groups.map(({ id, text, left, width }) => <span key={id} style={{ left: `${left * zoom}px`, width: `${width * zoom}px` }}>{text.join("\n")}</span>)}
        </div>
        <div class="map-lanes" aria-hidden="true" style={{ width: `${grid.head.width - 8}px` }}>
          {grid.lanes.map(({ id, text, top, height }) => <span key={id} style={{ top: `${top * zoom}px`, height: `${height * zoom}px` }}>{text.join("\n")}</span>)}
        </div>
      </div>
    </div>
  );
}

/** Not out of the frame or the window, nor behind what is known of the role, which lies over the lower part of the window. */
function inSight(role: Element, frame: Element): boolean {
  const [one, whole] = [role.getBoundingClientRect(), frame.getBoundingClientRect()];
  const below = frame.closest(".map-panel")?.querySelector<HTMLElement>(".around")?.offsetHeight ?? 0;
  return one.left >= whole.left && one.right <= whole.right && one.top >= Math.max(0, whole.top) && one.bottom <= Math.min(innerHeight - below, whole.bottom);
}

/** Moves the map with a held mouse button; fingers do it by themselves. */
function dragging(frame: { current: HTMLDivElement | null }) {
  const held = useRef<{ x: number; y: number; left: number; top: number; moved: boolean } | undefined>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || event.button) return;
      held.current = { x: event.clientX, y: event.clientY, left: frame.current!.scrollLeft, top: frame.current!.scrollTop, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const start = held.current;
      if (!start || !event.buttons) return void (held.current = undefined);
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (Math.abs(dx) + Math.abs(dy) > CLICK_PIXELS) start.moved = true;
      if (start.moved) frame.current!.scrollTo(start.left - dx, start.top - dy);
    },
    onClickCapture: (event: MouseEvent) => {
      if (held.current?.moved) event.preventDefault(), event.stopPropagation();
      held.current = undefined;
    },
    onDragStart: (event: DragEvent) => event.preventDefault(),
  };
}
