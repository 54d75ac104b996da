"""The context of one operation: the database, batched loaders, and the state of the graph that it is answered from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any

from strawberry.dataloader import DataLoader

from api.context.history import History
from api.context.snapshots import NetworkSnapshots
from graph.neo4j.database import AsyncDatabase, Row
from graph.schema import SEVERITIES
from graph.settings import Settings
from graph.storing.state import STATE, GraphState, ready_state
from queries.lookups import names as search
from queries.lookups import nodes as lookups
from queries.lookups.change_index import ChangeIndex
from queries.network.called import Thing
from queries.network.network import Network
from queries.planner.naming import nearest

STATEMENTS = 4  # concurrent ones of an operation; more would overload the database's processors


class Context:
    """Made anew for each attempt to run an operation. Its first statement also reads the state of the graph.

    `metadata` marks the transactions in the database's logs. `fresh`: the network must be of the newest revision.
    `most`: largest number of concurrent statements.
    """

    def __init__(
        self,
        database: AsyncDatabase,
        settings: Settings,
        snapshots: NetworkSnapshots,
        metadata: dict[str, Any] | None = None,
        history: History | None = None,
        *,
        fresh: bool = False,
        most: int = STATEMENTS,
    ) -> None:
        self.settings = settings
        self.state: GraphState | None = None
        self._database = database
        self._snapshots = snapshots
        self._fresh = fresh
        self._network: Network | None = None
        self._metadata = metadata
        self._loaders: dict[tuple[str, ...], DataLoader[str, Any]] = {}
        self._most = most
        self._history = history or History(database)

    @cached_property
    def _state_lock(self) -> asyncio.Lock:
        return asyncio.Lock()

    @cached_property
    def _at_once(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(self._most)

    @cached_property
    def _look_ups(self) -> DataLoader[tuple[str, list[str]], list[Row]]:
        return DataLoader(load_fn=self._look_up, cache=False)

    @property
    def drafts(self) -> bool:
        return self.settings.show_drafts

    async def read(self, statement: str, **parameters: Any) -> list[Row]:
        """Raises NotReady while the graph is empty or being loaded."""
        await self._first_state()
        async with self._at_once:
            return await self._database.read(statement, metadata=self._metadata, **parameters)

    async def _first_state(self) -> GraphState:
        async with self._state_lock:  # resolvers run concurrently: the state is read once, before all their statements
            if self.state is None:
                self._database = self._database.in_order()
                self.state = await self._read_state()
            return self.state

    async def history(self) -> tuple[ChangeIndex, int]:
        """The index of all changes, and the revision that this operation is answered from."""
        state = await self._first_state()
        return await self._history.until(state), state.revision

    async def revisions(self, numbers: Iterable[int]) -> dict[int, Row]:
        """Revisions by number: when they were loaded, and their changes as they are kept."""
        state = await self._first_state()
        async with self._at_once:
            return await self._history.revisions(state.generation, numbers)

    async def _read_state(self) -> GraphState:
        return ready_state(await self._database.read(STATE, metadata=self._metadata))

    @property
    def answered_from(self) -> GraphState | None:
        """The state that the answer was made from, if `is_of_one_revision`; None if no resolver read the graph."""
        return self.state or (self._network.state if self._network is not None else None)

    async def network(self) -> Network:
        """The career network in memory, the same for all resolvers."""
        if self._network is None:
            self._network = await self._snapshots.current(fresh=self._fresh)
        return self._network

    async def is_of_one_revision(self) -> bool:
        """Whether nothing was loaded since the first statement, and the network in memory is of that revision too."""
        if self.state is None:
            return True
        if self._network is not None and self._network.state != self.state:
            return False
        return await self._read_state() == self.state

    # Loaders, named XByY. One statement reads all keys of all loaders that one level of nesting uses.

    def node_by_id(self, label: str) -> DataLoader[str, Row | None]:
        return self._loader(("node", label), partial(self._nodes, label))

    def neighbours_by_id(self, type: str, *, back: bool = False) -> DataLoader[str, list[Row]]:
        """Rows of `edge` and `node` for each relationship of a node; `back`: for those that end at it."""
        return self._loader(("neighbours", type, str(back)), partial(self._neighbours, type, back))

    def findings_by_role(self) -> DataLoader[str, list[Row]]:
        """Rows of `node`, `role` and `document` of the findings about a role, the worst first."""
        return self._loader(("findings",), self._findings)

    async def _findings(self, ids: list[str]) -> list[list[Row]]:
        found: dict[str, list[Row]] = {id: [] for id in ids}
        for row in await self._look_ups.load((lookups.FINDINGS_OF_ROLES, ids)):
            node = row["node"]
            found[row["owner"]].append({"node": node, "role": row["owner"], "document": node["document"]})
        return [sorted(found[id], key=_worst_first) for id in ids]

    def _loader(self, key: tuple[str, ...], load: Callable[[list[str]], Any]) -> DataLoader[str, Any]:
        if key not in self._loaders:
            self._loaders[key] = DataLoader(load_fn=load)
        return self._loaders[key]

    async def _nodes(self, label: str, ids: list[str]) -> list[Row | None]:
        found = {row["owner"]: row["node"] for row in await self._look_ups.load((lookups.by_ids(label), ids))}
        return [found.get(id) for id in ids]

    async def _neighbours(self, type: str, back: bool, ids: list[str]) -> list[list[Row]]:
        found: dict[str, list[Row]] = {id: [] for id in ids}
        for row in await self._look_ups.load((lookups.neighbours(type, back=back), ids)):
            found[row["owner"]].append(row)
        return [found[id] for id in ids]

    async def _look_up(self, wanted: list[tuple[str, list[str]]]) -> list[list[Row]]:
        """Rows for each look-up. A look-up is a statement of `lookups` and its ids."""
        parts: list[list[Row]] = [[] for _ in wanted]
        ids = {f"ids{part}": ids for part, (_, ids) in enumerate(wanted)}
        statement = lookups.together(tuple(statement for statement, _ in wanted))
        for row in await self.read(statement, drafts=self.drafts, **ids):
            parts[row["part"]].append(row)
        return parts

    async def search(self, text: str, labels: list[str], first: int) -> list[search.Hit]:
        network = await self.network()
        parameters = search.parameters(text, labels, first, drafts=self.drafts, ids=search.named_ids(network, text))
        if parameters is None:
            return []
        levels = network.levels if search.LEVEL in labels else ()
        return search.ranked(text, await self.read(search.STATEMENT, **parameters), first, levels)

    async def suggestions(self, label: str, id: str) -> list[str]:
        """The most similar ids. Stakeholders are not in the network and are searched for in the database."""
        network = await self.network()
        known: dict[str, Sequence[Thing]] = {
            "Role": network.roles,
            "Skill": network.skills,
            "Tool": network.tools,
            "Family": network.families,
        }
        if label in known:
            return nearest(known[label], id)
        return [hit.id for hit in await self.search(id.replace("-", " "), [label], 3)]


def _worst_first(finding: Row) -> tuple[int, str, str]:
    node = finding["node"]
    return -SEVERITIES.index(node["severity"]), node["kind"], node["id"]
