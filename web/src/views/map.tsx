/** All roles and steps, with filters. A chosen role shows its neighbours. */
import { useEffect, useState } from "preact/hooks";
import { go, listed, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { CareerMap, type ProgressionKind } from "../questions";
import { useTitle } from "../title";
import { useVocabulary } from "../vocabulary";
import { KINDS as KIND_NAMES } from "../words";
import type { Network } from "./map_canvas";
import { KINDS } from "./path_question";

export function MapView() {
  const address = useAddress();
  const { levels, families } = useVocabulary();
  const { family, level } = { family: address.params.get("family"), level: address.params.get("level") };
  const kinds = kindsIn(address.params);
  const asked = useAnswer(CareerMap, { filter: { family, level } });
  const change = (changes: Record<string, string | null>) => go(withParams(address, { at: null, ...changes }));
  useTitle("Map");
  return (
    <div class="view">
      <h1>The whole map</h1>
      <form class="question row" onSubmit={(event) => event.preventDefault()} aria-label="Filters">
        <Choose label="Family" value={family} all="All families" options={families} change={(id) => change({ family: id })} />
        <Choose label="Level" value={level} all="All levels" options={levels} change={(id) => change({ level: id })} />
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
      <Answered asked={asked}>
        {({ careerNetwork }) =>
          careerNetwork.nodes.length ? (
            <Drawn network={careerNetwork} kinds={kinds} />
          ) : (
            <Notice title="No role fits these filters"><p>Take one of them away.</p><button type="button" class="main" onClick={() => change({ family: null, level: null })}>Show all roles</button></Notice>
          )
        }
      </Answered>
    </div>
  );
}

/** The canvas, once its code is loaded. */
function Drawn(given: { network: Network; kinds: ProgressionKind[] }) {
  const [Canvas, setCanvas] = useState<typeof import("./map_canvas").default>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import("./map_canvas").then((loaded) => setCanvas(() => loaded.default)).catch(() => setFailed(true));
  }, []);
  if (failed) return <Notice kind="error" title="The map could not be loaded"><p>The server did not send the drawing code. Load the page again.</p></Notice>;
  return Canvas ? <Canvas {...given} /> : <p class="wait" role="status">Drawing …</p>;
}

/** Kinds in the address: all unless some are named; `none` means none. */
export function kindsIn(params: URLSearchParams): ProgressionKind[] {
  const named = listed(params, "kinds").map((kind) => kind.toUpperCase());
  return named.length ? KINDS.filter((kind) => named.includes(kind)) : KINDS;
}

export const writtenMapKinds = (kinds: ProgressionKind[]): string | null => (kinds.length === KINDS.length ? null : kinds.join(",").toLowerCase() || "none");

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
