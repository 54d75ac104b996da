/** Saves a view as a picture or as a table. */
import { savePng, saveCsv, saveSvg, type Cell } from "./picture/files";

interface Saved {
  /** Name of the files, without extension. */
  name: string;
  rows: () => Cell[][];
  /** The drawing, if the view has one. */
  picture?: () => SVGSVGElement | null;
}

export function SaveMenu({ name, rows, picture }: Saved) {
  const drawn = (save: (name: string, picture: SVGSVGElement) => unknown) => {
    const found = picture?.();
    if (found) save(name, found);
  };
  return (
    <div class="save" role="group" aria-label="Export">
      {picture && (
        <>
          <button type="button" onClick={() => drawn(savePng)}>PNG</button>
          <button type="button" onClick={() => drawn(saveSvg)}>SVG</button>
        </>
      )}
      <button type="button" onClick={() => saveCsv(name, rows())}>CSV</button>
      <button type="button" onClick={() => print()}>Print</button>
    </div>
  );
}
