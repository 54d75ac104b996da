import { useEffect } from "preact/hooks";

/** Sets the title of the window, of the history entry and of bookmarks. */
export function useTitle(name: string): void {
  useEffect(() => {
    document.title = name ? `${name} · Career ladder` : "Career ladder";
  }, [name]);
}
