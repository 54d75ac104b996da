/** The command palette (Ctrl or ⌘ and K): jumps to a role, a family, a view, or the roles with a skill or a tool. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { go, roleAddress } from "./address";
import { ask } from "./ask";
import { ChoiceBox, type Choice } from "./choice_box";
import { Suggestions, type SearchKind } from "./questions";

const KINDS: Partial<Record<SearchKind, { name: string; to: (id: string) => string }>> = {
  ROLE: { name: "role", to: roleAddress },
  FAMILY: { name: "family", to: (id) => `/ladder/${encodeURIComponent(id)}` },
  SKILL: { name: "skill: its roles", to: (id) => `/roles?skill=${id}` },
  TOOL: { name: "tool: its roles", to: (id) => `/roles?tool=${id}` },
};

export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  // Not after the next picture: an Escape that comes before it would close nothing.
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  const close = () => dialog.current?.close();
  const suggest = async (text: string, stop: AbortSignal): Promise<Choice[]> => {
    if (!text.trim()) return [];
    const { search } = await ask(Suggestions, { text, kinds: Object.keys(KINDS) as SearchKind[] }, stop);
    return search.map(({ kind, id, name, matched }) => ({ value: KINDS[kind]!.to(id), name, note: `${KINDS[kind]!.name}${matched === name ? "" : `, also called ${matched}`}` }));
  };
  return (
    <div class="tools">
      <button type="button" class="find" onClick={() => setOpen(true)} aria-keyshortcuts="Control+K Meta+K">Find <kbd>Ctrl K</kbd></button>
      <CopyLink />
      {open && (
        <dialog ref={dialog} class="palette" aria-label="Find anything" onClose={() => setOpen(false)} onClick={(event) => event.target === dialog.current && close()}>
          <ChoiceBox
            label="Find a role, a family, a skill or a tool"
            hint="Any of its names"
            chosen=""
            collects
            suggest={suggest}
            choose={({ value }) => {
              close();
              go(value);
              scrollTo(0, 0);
            }}
          />
        </dialog>
      )}
    </div>
  );
}

function CopyLink() {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  if (!navigator.clipboard) return null;
  return <button type="button" class="find copy" onClick={copy}><span aria-live="polite">{done ? "Copied" : "Copy link"}</span></button>;
}
