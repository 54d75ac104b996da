import { go, useAddress, withParams } from "../address";
import { RoleBox, usePlaceName } from "../choice_box";
import { useVocabulary } from "../vocabulary";
import { KINDS as KIND_NAMES } from "../words";
import { COSTS, KINDS, readQuestion, writtenKinds, writtenSteps, type PathQuestion } from "./path_question";

export function PathForm() {
  const address = useAddress();
  const question = readQuestion(address.params);
  const change = (changes: Record<string, string | null>) => go(withParams({ ...address, path: "/path" }, { show: null, ...changes }));
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="Path">
      <div class="ends">
        <RoleBox label="From" hint="Role or level you have" value={question.from} choose={(from) => change({ from })} levels />
        <button type="button" class="swap" aria-label="Swap from and to" title="Swap" onClick={() => change({ from: question.to, to: question.from })}>⇄</button>
        <RoleBox label="To" hint="Role or level you want" value={question.to} choose={(to) => change({ to })} levels />
      </div>
      <fieldset class="switch">
        <legend>Best by</legend>
        {COSTS.map(({ by, name }) => (
          <label key={by}>
            <input type="radio" name="by" checked={question.by.by === by} onChange={() => change({ by: by === COSTS[0]!.by ? null : by })} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <Options question={question} change={change} />
    </form>
  );
}

interface Changing {
  question: PathQuestion;
  change: (changes: Record<string, string | null>) => void;
}

function Options({ question, change }: Changing) {
  const { kinds, via, avoid, maxSteps, includeUnknown, confirmedOnly, withinFamily, maxRise } = question;
  const set = [writtenKinds(kinds), writtenSteps(maxSteps), via.length, avoid.length, includeUnknown, confirmedOnly, withinFamily, maxRise !== null].filter(Boolean).length;
  const toggled = (kind: (typeof KINDS)[number]) => KINDS.filter((other) => (other === kind) !== kinds.includes(other));
  return (
    <details class="options">
      <summary>Options{set > 0 && <span class="count"> {set} set</span>}</summary>
      <div class="fields">
        <fieldset>
          <legend>Kinds of steps</legend>
          {KINDS.map((kind) => (
            <label key={kind} class="tick">
              <input type="checkbox" checked={kinds.includes(kind)} onChange={() => change({ kinds: writtenKinds(toggled(kind)) })} />
              {KIND_NAMES[kind]}
            </label>
          ))}
        </fieldset>
        <Roles label="By way of" name="via" ids={via} change={change} />
        <Roles label="Never through" name="avoid" ids={avoid} change={change} />
        <fieldset>
          <legend>Bounds</legend>
          <label class="number">
            Most steps
            <input type="number" min="1" max="20" value={maxSteps} onChange={(event) => change({ max: writtenSteps(Number(event.currentTarget.value)) })} />
          </label>
          <label class="number">
            Most rungs a step may rise
            <input type="number" min="0" max="12" value={maxRise ?? ""} onChange={(event) => change({ rise: event.currentTarget.value || null })} />
          </label>
          <label class="tick">
            <input type="checkbox" checked={confirmedOnly} onChange={() => change({ confirmed: confirmedOnly ? null : "1" })} />
            Only steps that both roles name
          </label>
          <label class="tick">
            <input type="checkbox" checked={withinFamily} onChange={() => change({ family: withinFamily ? null : "1" })} />
            Only within the family of the start
          </label>
          <label class="tick">
            <input type="checkbox" checked={includeUnknown} onChange={() => change({ unknown: includeUnknown ? null : "1" })} />
            Also through roles whose skills or times are unknown
          </label>
        </fieldset>
      </div>
    </details>
  );
}

function Roles({ label, name, ids, change }: { label: string; name: string; ids: string[]; change: Changing["change"] }) {
  const write = (left: string[]) => change({ [name]: left.join(",") });
  return (
    <div>
      <RoleBox label={label} hint="Add a role" value={null} choose={(id) => write([...new Set([...ids, id])])} collects />
      <ul class="chips">
        {ids.map((id) => <Chip key={id} id={id} remove={() => write(ids.filter((other) => other !== id))} />)}
      </ul>
    </div>
  );
}

function Chip({ id, remove }: { id: string; remove: () => void }) {
  const name = usePlaceName(useVocabulary(), id);
  return (
    <li>
      {name} <button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button>
    </li>
  );
}
