/** Text in pictures: how wide it is, and how it is divided into lines. */

export interface Face {
  /** In pixels. */
  size: number;
  weight: number;
  /** From one line to the next, in pixels. */
  line: number;
}

let family = "sans-serif";
let pen: CanvasRenderingContext2D | null | undefined;

/** Measures from now on in the font of this element. */
export function measureAs(element: Element): void {
  family = getComputedStyle(element).fontFamily;
}

/** Width in pixels. Where nothing can be drawn, as in a test without a browser, letters count as 0.6 of their size, those of Chinese, Japanese and Korean as all of it. */
export function widthOf(text: string, { size, weight }: Face): number {
  pen ??= typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!pen) return [...letters.segment(text)].reduce((sum, { segment }) => sum + size * (UNSPACED.test(segment) ? 1 : 0.6), 0);
  pen.font = `${weight} ${size}px ${family}`;
  return pen.measureText(text).width;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;
/** Scripts whose words take a hyphen where they are divided. */
const HYPHENATED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
/** Never at the beginning of a line: lengthening marks, small kana, closing marks. */
const CLINGING = /^[ーぁぃぅぇぉっゃゅょァィゥェォッャュョ、。，．）」』】\p{M}]/u;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text in lines of at most `width` pixels. A word longer than a line is divided; what is beyond the last of `rows` lines is cut. */
export function lines(text: string, width: number, face: Face, rows = MOST_LINES): string[] {
  const found: string[] = [];
  for (const word of words(text).flatMap((written) => pieces(written, width, face))) {
    const last = found.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, face) <= width) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found.length <= rows ? found : [...found.slice(0, rows - 1), cut(found.slice(rows - 1).join(" "), width, face)];
}

/** Titles longer than so many lines are cut; none that somebody gave to a role was. */
export const MOST_LINES = 12;

const words = (text: string) => text.trim().split(/\s+/);

/** Height in pixels of the box that holds each of these titles. */
export function heightOf(titles: string[], width: number, face: Face, least: number): number {
  const most = Math.max(1, ...titles.map((title) => lines(title, width, face).length));
  return Math.max(least, Math.ceil(most * face.line) + 8);
}

/** Width in pixels of the longest word that stands by itself. */
export function longestWord(titles: string[], face: Face): number {
  return Math.ceil(Math.max(0, ...titles.flatMap(words).map((word) => widthOf(word, face))));
}

/** A word in pieces that fit into a line and are about equally long. Hyphens and slashes that it has end a piece. */
function pieces(word: string, width: number, face: Face): string[] {
  const whole = widthOf(word, face);
  if (whole <= width) return [word];
  const parted = word.split(/(?<=[-/\u2010])/);
  if (parted.length > 1) return joined(parted, width, face).flatMap((part) => pieces(part, width, face));
  const hyphen = widthOf("-", face);
  const most = Math.min(width, whole / Math.ceil(whole / (width - hyphen)) + face.size / 2 + hyphen);
  const found: string[] = [];
  let part: string[] = [];
  for (const { segment } of letters.segment(word)) {
    if (part.length && widthOf(part.join("") + segment, face) + hyphen > most) {
      const next = part.length > 1 && CLINGING.test(segment) ? [part.pop()!] : [];
      const dash = HYPHENATED.test(part.at(-1)!) && HYPHENATED.test(segment) ? "-" : "";
      found.push(part.join("") + dash);
      part = next;
    }
    part.push(segment);
  }
  return [...found, part.join("")];
}

/** Neighbouring parts put together as long as they fit. */
function joined(parts: string[], width: number, face: Face): string[] {
  const found: string[] = [];
  for (const part of parts) {
    const together = (found.at(-1) ?? "") + part;
    if (found.length && widthOf(together, face) <= width) found[found.length - 1] = together;
    else found.push(part);
  }
  return found;
}

/** Text cut to at most `width` pixels. */
export function cut(text: string, width: number, face: Face): string {
  if (widthOf(text, face) <= width) return text;
  let found = "";
  for (const { segment } of letters.segment(text)) {
    if (widthOf(`${found}${segment}…`, face) > width) break;
    found += segment;
  }
  return `${found.trimEnd()}…`;
}
