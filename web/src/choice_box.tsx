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
  const [found, setFound] = useState<{ text: string; choices: Choice[] }>();
  const [active, setActive] = useState(-1);
  const [entered, setEntered] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text === undefined) return setFound(undefined);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      suggest(text, stop.signal)
        .then((choices) => setFound({ text, choices }))
        .catch(() => stop.signal.aborted || setFound({ text, choices: [] }));
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const choices = found?.choices;
  const open = !!choices?.length;
  // While the answer to the last letters is under way, the list is that of an earlier text. Keys wait for the answer.
  const settled = found !== undefined && found.text === text;
  const highlighted = settled && open ? Math.min(active, choices.length - 1) : -1;
  const write = (typed: string | undefined) => (setText(typed), setActive(-1), setEntered(false));
  const take = (choice: Choice | undefined) => {
    setEntered(false);
    if (!choice) return;
    write(undefined);
    choose(choice);
  };
  useEffect(() => {
    if (entered && settled) take(choices?.[Math.max(0, highlighted)]);
  }, [entered, settled]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") write(undefined);
    else if (event.key === "Enter") setEntered(text !== undefined);
    else if (event.key === "ArrowDown" && text === undefined) setText("");
    else if (event.key === "ArrowDown") setActive(settled && open ? (highlighted + 1) % choices.length : active + 1);
    else if (event.key === "ArrowUp" && settled && open) setActive(highlighted > 0 ? highlighted - 1 : choices.length - 1);
    else return;
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
        aria-activedescendant={highlighted >= 0 ? `${id}-${highlighted}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={hint}
        value={text ?? (collects ? "" : chosen)}
        onInput={(event) => write(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => setText(text ?? "")}
        onBlur={() => write(undefined)}
        onKeyDown={onKeyDown}
      />
      {open && (
        <ul id={`${id}-list`} role="listbox" aria-label={label} onMouseDown={(event) => event.preventDefault()}>
          {choices.map((choice, index) => (
            <li key={choice.value} id={`${id}-${index}`} role="option" aria-selected={index === highlighted} onClick={() => take(choice)}>
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
export function NameBox({ label, hint, kind, choose }: { label: string; hint?: string; kind: SearchKind; choose: (id: string) => void }) {
  return <ChoiceBox label={label} hint={hint} chosen="" suggest={(text, stop) => named(text, [kind], stop)} choose={({ value }) => choose(value)} collects />;
}

/** Name of a role or position; the id until the name is known, and for a role that does not exist. */
export function usePlaceName(known: Known, value: string | null): string {
  const position = value && positionName(known, value);
  const id = value && "id" in selector(value) ? value : null;
  const { answer } = useAnswer(Titles, id ? { ids: [id] } : null);
  return position || answer?.rolesByIds[0]?.title || value || "";
}
