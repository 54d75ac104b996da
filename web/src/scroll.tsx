/** A box that scrolls and shows that it does: words above it, and a shade at each edge that hides something. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Box {
  label: string;
  /** No higher than the window, so that the heads of its columns stay in sight. */
  tall?: boolean;
  children: ComponentChildren;
}

const EDGES = ["left", "right", "top", "bottom"] as const;
const NEAR = 2; // pixels; widths are rounded

export function Scroll({ label, tall, children }: Box) {
  const ref = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState("");
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const box = ref.current!;
    const measure = () => {
      setHidden(hiddenEdges(box).join(" "));
      setWide(box.scrollWidth > box.clientWidth + NEAR);
    };
    measure();
    const watch = new ResizeObserver(measure);
    for (const element of [box, ...box.children]) watch.observe(element);
    box.addEventListener("scroll", measure, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener("scroll", measure);
    };
  }, []);
  return (
    <>
      {wide && <p class="soft sideways">This table is wider than the page; scroll it sideways.</p>}
      <div class={`scrolled ${hidden}`}>
        <div ref={ref} class={tall ? "scroll tall" : "scroll"} tabIndex={0} role="region" aria-label={label}>{children}</div>
      </div>
    </>
  );
}

/** The edges beyond which there is more. */
function hiddenEdges(box: HTMLElement): string[] {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = box;
  const beyond = { left: scrollLeft, right: scrollWidth - clientWidth - scrollLeft, top: scrollTop, bottom: scrollHeight - clientHeight - scrollTop };
  return EDGES.filter((edge) => beyond[edge] > NEAR).map((edge) => `more-${edge}`);
}
