/** All roles and steps. Up to 150 roles are one picture; of more there is an overview first, and pictures of a family or of what is around a role. */
import { go, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { RoleBox } from "../choice_box";
import { CareerMap, MapCounts, RoleAround } from "../questions";
import { useTitle } from "../title";
import { useVocabulary } from "../vocabulary";
import { counted, KINDS as KIND_NAMES } from "../words";
import { MapDrawing } from "./map_drawing";
import { networkAround, ONE_PICTURE, readMap, writtenMapKinds, type MapState } from "./map_network";
import { Overview } from "./map_overview";
import { KINDS } from "./path_question";

export function MapView() {
  const address = useAddress();
  const { roles } = useVocabulary();
  const state = readMap(address.params);
  const centers = [...new Set([...state.pinned, ...(state.at ? [state.at] : [])])];
  useTitle("Map");
  return (
    <div class="view">
      <h1>The whole map</h1>
      <Filters state={state} />
      {roles.totalCount <= ONE_PICTURE ? <OnePicture state={state} /> : centers.length ? <AroundRoles state={state} ids={centers} /> : <Large state={state} />}
    </div>
  );
}

function Filters({ state: { family, level, kinds, at } }: { state: MapState }) {
  const address = useAddress();
  const { levels, families } = useVocabulary();
  const change = (changes: Record<string, string | null>) => go(withParams(address, changes));
  return (
    <form class="question row" onSubmit={(event) => event.preventDefault()} aria-label="Filters">
      <RoleBox label="Find on the map" hint="Any name of a role" value={at} choose={(id) => change({ at: id, family: null, level: null, hide: null, near: null })} />
      <Choose label="Family" value={family} all="All families" options={families} change={(id) => change({ at: null, family: id })} />
      <Choose label="Level" value={level} all="All levels" options={levels} change={(id) => change({ at: null, level: id })} />
      <fieldset class="kinds">
        <legend>Kinds of steps</legend>
        {KINDS.map((kind) => (
          <label key={kind} class="tick">
            <input type="checkbox" checked={kinds.includes(kind)} onChange={() => change({ kinds: writtenMapKinds(KINDS.filter((other) => (other === kind) !== kinds.includes(other))) })} />
            {KIND_NAMES[kind]}
          </label>
        ))}
      </fieldset>
    </form>
  );
}

function OnePicture({ state }: { state: MapState }) {
  const { family, level } = state;
  const asked = useAnswer(CareerMap, { filter: { family, level } });
  return <Answered asked={asked}>{({ careerNetwork }) => (careerNetwork.nodes.length ? <MapDrawing network={careerNetwork} state={state} /> : <Nothing />)}</Answered>;
}

/** Asks for numbers first; roles and steps of more than one picture would be megabytes that nobody can read. */
function Large({ state }: { state: MapState }) {
  const { family, level } = state;
  const asked = useAnswer(MapCounts, { filter: { family, level } });
  return (
    <Answered asked={asked}>
      {({ careerNetwork: { counts, totalCount } }) => {
        if (!totalCount) return <Nothing />;
        if (totalCount <= ONE_PICTURE && (family || level)) return <OnePicture state={state} />;
        return (
          <>
            <p class="soft">{counted(totalCount, "role")} are more than one picture can show. Find a role above, or choose a family, a level or a field.</p>
            <Overview counts={counts} />
          </>
        );
      }}
    </Answered>
  );
}

/** Of many roles: the chosen and the pinned ones with what is around them. */
function AroundRoles({ state, ids }: { state: MapState; ids: string[] }) {
  const asked = useAnswer(RoleAround, { ids });
  return (
    <Answered asked={asked}>
      {({ rolesByIds }) => {
        const found = rolesByIds.filter((role) => role !== null);
        return found.length ? <MapDrawing network={networkAround(found)} state={state} partial /> : <Unknown ids={ids} />;
      }}
    </Answered>
  );
}

function Unknown({ ids }: { ids: string[] }) {
  const address = useAddress();
  return (
    <Notice kind="error" title="Not found">
      <p>There is no role {ids.map((id) => `“${id}”`).join(", ")}.</p>
      <button type="button" class="main" onClick={() => go(withParams(address, { at: null, pin: null }))}>Show all roles</button>
    </Notice>
  );
}

function Nothing() {
  const address = useAddress();
  return (
    <Notice title="No role fits these filters">
      <p>Take one of them away.</p>
      <button type="button" class="main" onClick={() => go(withParams(address, { family: null, level: null }))}>Show all roles</button>
    </Notice>
  );
}

interface Chosen {
  label: string;
  value: string | null;
  all: string;
  options: { id: string; name: string }[];
  change: (id: string | null) => void;
}

function Choose({ label, value, all, options, change }: Chosen) {
  return (
    <label>
      {label}
      <select value={value ?? ""} onChange={(event) => change(event.currentTarget.value || null)}>
        <option value="">{all}</option>
        {options.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
    </label>
  );
}
