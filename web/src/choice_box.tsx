/** A text box with suggestions, by the combobox pattern of the ARIA Authoring Practices. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ask } from "./ask";
import { useAnswer } from "./answer";
import { Suggestions, Titles, type SearchKind } from "./questions";
import { positionName, positionsLike, selector, useVocabulary, type Known } from "./vocabulary";

export interface Choice {
  value: string;
  name: string;
  /** Says why it fits, if the name does not show that. */
  note?: string;
}

interface Box {
  label: string;
  hint?: string;
  /** Name of the current choice. */
  chosen: string;
  suggest: (text: string, stop: AbortSignal) => Promise<Choice[]>;
  choose: (choice: Choice) => void;
  /** The view lists the choices elsewhere, so the box is empty after a choice. */
  collects?: boolean;
}

const PAUSE_MILLISECONDS = 120;

export function ChoiceBox({ label, hint, chosen, suggest, choose, collects }: Box) {
  const id = useId();
  const [text, setText] = useState<string>();
  const [choices, setChoices] = useState<Choice[]>();
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text === undefined) return setChoices(undefined);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      suggest(text, stop.signal)
        .then((found) => (setChoices(found), setActive(-1)))
        .catch(() => stop.signal.aborted || setChoices([]));
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const close = () => (setText(undefined), setChoices(undefined), setActive(-1));
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    choose(choice);
  };
  const open = !!choices?.length;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && text !== undefined) take(choices?.[Math.max(0, active)]);
    else if (event.key === "ArrowDown" && !open) setText(text ?? "");
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const size = choices?.length ?? 0;
      setActive((active + (event.key === "ArrowDown" ? 1 : size) + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % size);
    } else return;
    if (event.key !== "Escape" || open) event.preventDefault();
  };
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={hint}
        value={text ?? (collects ? "" : chosen)}
        onInput={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => setText(text ?? "")}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {open && (
        <ul id={`${id}-list`} role="listbox" aria-label={label} onMouseDown={(event) => event.preventDefault()}>
          {choices.map((choice, index) => (
            <li key={choice.value} id={`${id}-${index}`} role="option" aria-selected={index === active} onClick={() => take(choice)}>
              {choice.name}
              {choice.note && <span class="soft">{choice.note}</span>}
            </li>
          ))}
        </ul>
      )}
      <span class="unseen" role="status">{choices && text ? (choices.length ? `${choices.length} suggestions` : "No name matches") : ""}</span>
      {choices && !choices.length && text && <p class="none">No name matches; try a part of the name.</p>}
    </div>
  );
}

async function named(text: string, kinds: SearchKind[], stop: AbortSignal): Promise<Choice[]> {
  if (!text.trim()) return [];
  const { search } = await ask(Suggestions, { text, kinds }, stop);
  return search.map(({ id, name, matched }) => ({ value: id, name, note: matched === name ? undefined : `also called ${matched}` }));
}

interface Place {
  label: string;
  hint?: string;
  value: string | null;
  choose: (value: string) => void;
  /** A level may be chosen instead of a role. */
  levels?: boolean;
  collects?: boolean;
}

/** A box to choose a role, or a level if `levels`. */
export function RoleBox({ label, hint, value, choose, levels, collects }: Place) {
  const known = useVocabulary();
  const chosen = usePlaceName(known, value);
  const suggest = async (text: string, stop: AbortSignal) => {
    const positions = levels ? positionsLike(known, text).map((position) => ({ ...position, note: "a level" })) : [];
    const roles = await named(text, ["ROLE"], stop);
    return roles.some(({ name }) => name.toLowerCase() === text.trim().toLowerCase()) ? [...roles, ...positions] : [...positions, ...roles];
  };
  return <ChoiceBox label={label} hint={hint} chosen={chosen} suggest={suggest} choose={(choice) => choose(choice.value)} collects={collects} />;
}

/** A box to add a skill or a tool by any of its names. */
export function NameBox({ label, hint, kind, choose }: { label: string; hint: string; kind: SearchKind; choose: (id: string) => void }) {
  return <ChoiceBox label={label} hint={hint} chosen="" suggest={(text, stop) => named(text, [kind], stop)} choose={({ value }) => choose(value)} collects />;
}

/** Name of a role or position; the id until the name is known, and for a role that does not exist. */
export function usePlaceName(known: Known, value: string | null): string {
  const position = value && positionName(known, value);
  const id = value && "id" in selector(value) ? value : null;
  const { answer } = useAnswer(Titles, id ? { ids: [id] } : null);
  return position || answer?.rolesByIds[0]?.title || value || "";
}
