/** Files to save: pictures as SVG and PNG, tables as CSV. The browser creates them. */

import { cut, type Face } from "./text";

export type Cell = string | number | boolean | null | undefined;

/** CSV by RFC 4180, with a byte order mark for spreadsheets. An apostrophe precedes a cell that a spreadsheet would read as a formula. */
export function csv(rows: Cell[][]): string {
  const written = (cell: Cell) => {
    const text = String(cell ?? "");
    const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(written).join(",")).join("\r\n")}\r\n`;
}

export function saveCsv(name: string, rows: Cell[][]): void {
  save(new Blob([csv(rows)], { type: "text/csv" }), `${name}.csv`);
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin"];

const SVG = "http://www.w3.org/2000/svg";
const CAPTION: Face = { size: 11, weight: 400, line: 26 };

/** The question that a picture or a printed page answers: the title of the view and its address. */
export const asked = (): string => `${document.title.split(" · ")[0]} – ${location.href}`;

function svgElement(name: string, attributes: Record<string, string>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}

const UNWANTED = /^(class|style|tabindex|role|aria-|data-)/;

/** The picture as a file of its own. Its elements carry the styles that the page's sheet gives them. */
export function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [seen, written] = [[picture, ...picture.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  written.forEach((element, index) => {
    const style = getComputedStyle(seen[index]!);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
    for (const { name } of [...element.attributes]) if (UNWANTED.test(name)) element.removeAttribute(name);
  });
  // A picture that is zoomed on the screen is saved whole, at its own size
  const width = picture.viewBox.baseVal.width || picture.width.baseVal.value;
  const height = picture.viewBox.baseVal.height || picture.height.baseVal.value;
  Object.entries({ width, height: height + CAPTION.line, viewBox: `0 0 ${width} ${height + CAPTION.line}` }).forEach(([name, value]) => copy.setAttribute(name, String(value)));
  copy.querySelectorAll("a").forEach((link) => link.setAttribute("href", new URL(link.getAttribute("href") ?? "", location.href).href));
  const ground = svgElement("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor });
  copy.prepend(svgElement("desc", {}, asked()), ground);
  const { color, fontFamily } = getComputedStyle(picture);
  copy.append(svgElement("text", { x: "8", y: String(height + 17), fill: color, "font-family": fontFamily, "font-size": String(CAPTION.size) }, cut(asked(), width - 16, CAPTION)));
  copy.setAttribute("xmlns", SVG);
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(name: string, picture: SVGSVGElement): void {
  save(new Blob([standalone(picture)], { type: "image/svg+xml" }), `${name}.svg`);
}

const MOST_PIXELS = 12_000;

/** Draws the picture at twice its size, or at the largest size that browsers allow. */
export async function savePng(name: string, picture: SVGSVGElement): Promise<void> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([standalone(picture)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, MOST_PIXELS / Math.max(image.naturalWidth, image.naturalHeight));
  [canvas.width, canvas.height] = [scale * image.naturalWidth, scale * image.naturalHeight];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`), "image/png");
}
