/** The map in words, for those who cannot see the picture or would rather read: by family, the lowest level first. */
import { Link, useAddress, withParams } from "../address";
import { useVocabulary } from "../vocabulary";
import { besides } from "../words";
import type { Network } from "./map_network";

export function MapList({ network }: { network: Network }) {
  const address = useAddress();
  const { levels, families } = useVocabulary();
  const titles = new Map(network.nodes.map((node) => [node.id, node.title]));
  const next = Map.groupBy(network.edges, ({ source }) => source);
  const height = (level: string | null) => levels.findIndex(({ id }) => id === level);
  const groups = [...families, { id: null, name: "No family stated" }]
    .map(({ id, name }) => ({ name, roles: network.nodes.filter(({ family }) => family === id).sort((a, b) => height(a.level) - height(b.level) || a.title.localeCompare(b.title)) }))
    .filter(({ roles }) => roles.length);
  return (
    <section class="section" aria-labelledby="map-list">
      <h2 id="map-list">The map as a list</h2>
      <div class="map-list">
        {groups.map(({ name, roles }) => (
          <div key={name} class="group">
            <h3>{name}</h3>
            <ol>
              {roles.map((node) => (
                <li key={node.id}>
                  <Link to={withParams(address, { at: node.id })}>{node.title}</Link> <span class="soft">{besides(node.title, levels.find(({ id }) => id === node.level)?.name)}</span>
                  {next.has(node.id) && <span class="soft"> → {[...new Set(next.get(node.id)!.map(({ target }) => titles.get(target)))].join(", ")}</span>}
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}
