/** Where the page is: at "/", under a sub-path of a proxy, or in a frame of another page. Nothing in it has an absolute address. */

const script = import.meta.url;

/** Path of the server that the scripts come from; they lie in its folder `assets`. */
export const ROOT = import.meta.env.DEV ? "/" : new URL("..", script).pathname;

/** The server's address, for what is asked of it from another page. */
export const SERVER = new URL(ROOT, script).href;

/** In the frame of another page: no navigation, no footer. */
export const EMBEDDED = typeof location !== "undefined" && location.pathname.startsWith(`${ROOT}embed/`);

let base = EMBEDDED ? `${ROOT}embed/` : ROOT;

/** The address of a view as the browser needs it: `/map` is `/ladder/map` under a sub-path. */
export const outside = (to: string): string => (to.startsWith("/") ? base + to.slice(1) : to);

/** On a page of another site, addresses are whole. */
export function awayFromHome(): void {
  base = SERVER;
}

/** The address of a view without the place where the page is. */
export const inside = (path: string): string => (path.startsWith(base) ? `/${path.slice(base.length)}` : path);

/** The address of a view in the whole page, out of the frame. */
export const unframed = (to: string): string => SERVER + to.slice(1);
