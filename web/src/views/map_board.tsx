/** The ground of the map: names of levels and families that stay in sight at one size, dragging, and zoom by Ctrl and the wheel. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { go, useAddress, withParams, type Address } from "../address";
import type { MapGrid } from "../picture/grid_diagram";

interface Ground {
  grid: MapGrid;
  zoom: number;
  at: string | null;
  children: ComponentChildren;
}

const CLICK_PIXELS = 4;

export function MapBoard({ grid, zoom, at, children }: Ground) {
  const frame = useRef<HTMLDivElement>(null);
  const address = useRef<Address>(useAddress());
  address.current = useAddress();
  const before = useRef(zoom);
  const wide = grid.width * zoom;
  useLayoutEffect(() => {
    const box = frame.current!;
    const ratio = zoom / before.current;
    if (ratio !== 1) box.scrollTo((box.scrollLeft + box.clientWidth / 2) * ratio - box.clientWidth / 2, (box.scrollTop + box.clientHeight / 2) * ratio - box.clientHeight / 2);
    before.current = zoom;
  }, [zoom]);
  useEffect(() => {
    const role = at && frame.current?.querySelector(`[data-role="${CSS.escape(at)}"]`);
    if (role && !inSight(role, frame.current!)) role.scrollIntoView({ block: "center", inline: "center" });
  }, [at, grid]);
  useEffect(() => {
    const box = frame.current!;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey) {
        event.preventDefault();
        const next = Math.min(4, Math.max(1, before.current * (event.deltaY < 0 ? 1.15 : 1 / 1.15)));
        go(withParams(address.current, { zoom: next < 1.01 ? null : next.toFixed(2) }), { replace: true });
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

function inSight(role: Element, frame: Element): boolean {
  const [one, whole] = [role.getBoundingClientRect(), frame.getBoundingClientRect()];
  return one.left >= whole.left && one.right <= whole.right && one.top >= Math.max(0, whole.top) && one.bottom <= Math.min(innerHeight, whole.bottom);
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
