/** A text as its document writes it: each line on its own, and what is long folds after some lines. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const NARROW = 20; // characters that a line surely holds

export function WrittenText({ text, most = 8 }: { text: string; most?: number }) {
  return text.length > most * NARROW || text.includes("\n") ? <Lines text={text} most={most} /> : <>{text}</>;
}

function Lines({ text, most }: { text: string; most: number }) {
  const ref = useRef<HTMLSpanElement>(null);
  const [long, setLong] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current!;
    // Two lines more are no reason to fold: the button would take one of them
    const measure = () => setLong(element.scrollHeight > (most + 2.5) * parseFloat(getComputedStyle(element).lineHeight));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [text, most]);
  return (
    <span class="written">
      <span ref={ref} class={long && !open ? "lines folded" : "lines"} style={{ "--most": most }}>
        {text.split("\n").map((line, index) => <span key={index}>{line}{"\n"}</span>)}
      </span>
      {long && <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Show less" : "Show all"}</button>}
    </span>
  );
}
