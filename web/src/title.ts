import { useEffect } from "preact/hooks";

/** The name of a view in the window, the history and bookmarks. */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = name ? `${name} · Career ladder` : "Career ladder";
  }, [name]);
}
