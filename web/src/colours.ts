/** The style sheet's colours as plain values, for what a canvas draws; they change with the colour scheme. */
import { useEffect, useState } from "preact/hooks";

const NAMES = ["ground", "panel", "raised", "band", "edge", "ink", "soft", "accent", "accent-ground", "line"] as const;

export type Colours = Record<(typeof NAMES)[number], string>;

function read(): Colours {
  const probe = document.body.appendChild(document.createElement("span"));
  const colours = {} as Colours;
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

export function useColours(): Colours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const again = () => setColours(read());
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const theme = new MutationObserver(again);
    scheme.addEventListener("change", again);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      scheme.removeEventListener("change", again);
      theme.disconnect();
    };
  }, []);
  return colours;
}
