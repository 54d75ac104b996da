/** A list of roles that one adds to and takes from. */
import { RoleBox, usePlaceName } from "./choice_box";
import { useVocabulary } from "./vocabulary";

interface Chips {
  label: string;
  hint?: string;
  ids: string[];
  write: (ids: string[]) => void;
  /** No more than so many. */
  most?: number;
}

export function RoleChips({ label, hint = "Add a role", ids, write, most = Infinity }: Chips) {
  return (
    <div>
      {ids.length < most && <RoleBox label={label} hint={hint} value={null} choose={(id) => write([...new Set([...ids, id])])} collects />}
      <ul class="chips" aria-label={label}>
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
