/** The address holds the page's whole state, so that it can be shared, and back and forward work. */
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { awayFromHome, inside, outside } from "./root";

export interface Address {
  path: string;
  params: URLSearchParams;
}

type Changes = Record<string, string | null | undefined>;

const Current = createContext<Address>({ path: "/", params: new URLSearchParams() });
const MOVED = "ladder:moved";

/** An address with some parameters changed; a parameter without a value is removed. */
export function withParams(address: Address, changes: Changes): string {
  const params = new URLSearchParams(address.params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  return written(address.path, params);
}

/** Path and parameters as text. Commas, colons and @ stay readable. */
export function written(path: string, params: URLSearchParams | Changes = {}): string {
  const given = params instanceof URLSearchParams ? [...params] : Object.entries(params).filter(([, value]) => value);
  const text = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? "").replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%40/g, "@")}`);
  return text.length ? `${path}?${text.join("&")}` : path;
}

/** Goes to an address of this page; `replace` adds no entry to the history. */
export function go(to: string, { replace = false } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", outside(to));
  dispatchEvent(new Event(MOVED));
}

export function useAddress(): Address {
  return useContext(Current);
}

/** A parameter that is a list with commas. */
export function listed(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? "").split(",").filter(Boolean);
}

export function AddressProvider({ children }: { children: ComponentChildren }) {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const read = () => setHref(location.href);
    addEventListener("popstate", read);
    addEventListener(MOVED, read);
    return () => {
      removeEventListener("popstate", read);
      removeEventListener(MOVED, read);
    };
  }, []);
  const address = useMemo(() => {
    const url = new URL(href);
    return { path: inside(decoded(url.pathname)), params: url.searchParams };
  }, [href]);
  return <Current.Provider value={address}>{children}</Current.Provider>;
}

/** A fixed address for what is inside. */
export function AddressAt({ path, params, children }: Address & { children: ComponentChildren }) {
  return <Current.Provider value={{ path, params }}>{children}</Current.Provider>;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

interface Linked {
  to: string;
  class?: string;
  "aria-current"?: "page" | "true";
  children: ComponentChildren;
}

/** A link inside the page. It is a real link, so that it opens in a new tab and screen readers know it. */
export function Link({ to, children, ...rest }: Linked) {
  return (
    <a href={outside(to)} onClick={(event) => follow(event, to)} {...rest}>
      {children}
    </a>
  );
}

/** What a click on a link inside the page does. */
export function follow(event: MouseEvent, to: string): void {
  if (leaving || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const before = location.pathname;
  go(to);
  if (location.pathname !== before) scrollTo(0, 0);
}

let leaving = false;

/** On another site's page links lead to the explorer, and are left to the browser. */
export function leaveLinks(): void {
  leaving = true;
  awayFromHome();
}

/** Address of a role's page. */
export const roleAddress = (id: string): string => `/roles/${encodeURIComponent(id)}`;
