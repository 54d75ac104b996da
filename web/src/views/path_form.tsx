import { go, Link, useAddress, withParams } from "../address";
import { RoleBox } from "../choice_box";
import { kept, writtenProfile } from "../profile";
import { RoleChips } from "../role_chips";
import { counted, KINDS as KIND_NAMES } from "../words";
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
      <Mine question={question} change={change} />
      <Options question={question} change={change} />
    </form>
  );
}

interface Changing {
  question: PathQuestion;
  change: (changes: Record<string, string | null>) => void;
}

/** My profile in place of what the starting role asks for. It is offered to those who have one. */
function Mine({ question: { profile, from }, change }: Changing) {
  const own = kept();
  const count = profile?.skills.length ?? own.skills.length;
  if (!count) return null;
  return (
    <label class="tick mine">
      <input type="checkbox" checked={!!profile} onChange={() => change(writtenProfile(profile ? { skills: [], tools: [] } : own))} />
      <span>From my skills: count the {counted(count, "skill")} of <Link to="/profile">my profile</Link>{from ? " instead of those that the start asks for" : "; without a start the path begins at the role that they fit best"}</span>
    </label>
  );
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
        <RoleChips label="By way of" ids={via} write={(ids) => change({ via: ids.join(",") })} />
        <RoleChips label="Never through" ids={avoid} write={(ids) => change({ avoid: ids.join(",") })} />
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
