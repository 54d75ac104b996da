"""Every named query: what its header says, what its text uses, what its plan does and what it answers on the seeds."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from graph.neo4j.database import Database
from queries.analyst.catalogue import CatalogueError, NamedQuery, catalogue, named
from queries.analyst.hints import hints, unknown_names
from queries.analyst.plans import operators, require_reading
from queries.analyst.statistics import STATISTICS
from queries.analyst.tables import answer

QUERIES = catalogue()
SUBJECTS = {"paths", "skills", "roles", "tools", "kpis", "stakeholders", "quality", "network"}
EMPTY = {"quality/findings"}  # of a graph without faults
INDEXED = re.compile(r"(NodeUnique|Node)Index(Seek|SeekByRange|Scan)|ProcedureCall")
LEAF = re.compile(r"\w+(Seek|SeekByRange|Scan)|ProcedureCall|NodeCountFromCountStore")


def test_given_a_statement_with_names_that_are_not_there_when_checked_then_each_is_found() -> None:
    wrong = "MATCH (r:Rolle)-[e:REQUIRES]->(s:Skill {titel: 'x'})-[:LEADS_TO]->(l:Level) RETURN s.label, e.wait, l.rank"
    assert set(unknown_names(wrong)) == {"Rolle", "LEADS_TO", "Skill.titel", "Skill.label", "REQUIRES.wait"}


def test_given_names_that_are_not_there_when_hinted_then_the_nearest_is_named() -> None:
    assert hints("MATCH (r:Roles)-[e:REQUIRE]->() WHERE r.titel = ':Rolle' RETURN e.weight // (x:Nothing)") == [
        "The graph has no label or relationship type 'Roles'. Did you mean Role?",
        "The graph has no label or relationship type 'REQUIRE'. Did you mean REQUIRES?",
        "Nothing has a property 'titel' here (r.titel). Did you mean title?",
    ]
    assert hints("MATCH (r:Role {id: 'x'})-->(n) WITH {a: r.title} AS m RETURN m.a, n.name") == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_given_a_query_when_read_then_it_uses_only_what_the_schema_declares(query: NamedQuery) -> None:
    assert list(unknown_names(query.statement)) == []


def test_given_the_catalogue_when_counted_then_it_has_queries_on_every_subject() -> None:
    assert len(QUERIES) >= 30
    assert {name.split("/")[0] for name in QUERIES} == SUBJECTS
    assert len({query.title for query in QUERIES.values()}) == len(QUERIES)
    assert Counter(name.split("/")[1] for name in QUERIES).most_common(1)[0][1] == 1, (
        "the last part alone names a query"
    )


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_given_a_query_when_read_then_header_and_statement_agree_and_it_is_bounded(query: NamedQuery) -> None:
    text = query.statement
    used = set(re.findall(r"\$(\w+)", text)) | ({"rows"} if query.statistic == "centrality" else set())
    assert used == {parameter.name for parameter in query.parameters}
    assert query.question.endswith("?")
    assert query.statistic is None or query.statistic in STATISTICS
    limit = re.search(r"LIMIT (\d+|\$(\w+))$", text)
    assert limit, "it has no LIMIT"
    assert limit[2] is None or any(parameter.name == limit[2] and parameter.high for parameter in query.parameters), (
        "its LIMIT has no bound"
    )
    assert not re.search(r"(?:\]|--|->)\s*(?:\+|\*|\{\d*,\})|\[\w*:?\w*\*\d*(?:\.\.)?\]", text), (
        "a traversal has no bound"
    )


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_given_a_query_when_it_answers_with_roles_then_role_is_the_id_and_title_the_title(query: NamedQuery) -> None:
    """A row about one role has its id in `role`; one about a step has the ids of its ends in `from` and `to`; lists of
    ids are `roles`, lists of titles `titles`.
    """
    said = query.statement.rpartition("RETURN")[2]
    variables = set(re.findall(r"\((\w+):Role\b", query.statement)) | set(re.findall(r"(\w+)\.title\b", said))
    ids = {column for variable, column in re.findall(r"(?<!\()\b(\w+)\.id AS (\w+)", said) if variable in variables}
    titles = set(re.findall(r"(?<![(\w])\w+\.title AS (\w+)", said))
    if not query.name.startswith(("network/", "quality/documents", "roles/search")):  # edges, documents, any label
        assert ids <= {"role"} or ids == {"from", "to"}
    assert titles <= {"title"}
    assert set(re.findall(r"collect\(\w+\.title\) AS (\w+)", said)) <= {"titles"}
    assert set(re.findall(r"collect\(\w+\.id\) AS (\w+)", said)) <= {"roles"}


def test_given_parameters_when_they_do_not_fit_then_the_message_names_query_parameter_and_what_is_allowed() -> None:
    query = named("most_wanted")
    for given, message in (
        ({"rows": "1001"}, "skills/most_wanted: rows may be from 1 to 1000; 1001 was given."),
        ({"rows": "-1"}, "may be from 1 to 1000"),
        ({"rows": "1; MATCH (n) DETACH DELETE n"}, "rows should be integer"),
        ({"rowz": "1"}, "has no parameter 'rowz'"),
    ):
        with pytest.raises(CatalogueError, match=re.escape(message)):
            query.values(given)
    assert query.values({"rows": 7})["rows"] == query.values({"rows": "7"})["rows"] == 7


@pytest.mark.integration
@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_given_a_query_when_explained_then_it_only_reads_and_starts_at_an_index(
    seeds_to_read: Database, query: NamedQuery
) -> None:
    values = query.values({})
    require_reading(seeds_to_read, query.statement, values)
    _, plan = seeds_to_read.explain(query.statement, values)
    leaves = [name for name, _ in operators(plan) if LEAF.fullmatch(name)]
    assert leaves
    assert [name for name in leaves if not INDEXED.fullmatch(name)] == []


@pytest.mark.integration
@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_given_a_query_when_run_with_its_example_then_it_has_its_columns_and_rows_in_one_order(
    seeds_to_read: Database, query: NamedQuery
) -> None:
    table = answer(seeds_to_read, query, {})
    assert table.columns == list(query.columns)
    assert table.rows or query.name in EMPTY
    assert all(list(row) == table.columns for row in table.rows)
    assert answer(seeds_to_read, query, {}) == table


@pytest.mark.integration
def test_given_hostile_values_when_a_query_is_run_with_them_then_they_stay_values(seeds_to_read: Database) -> None:
    attempts = [
        "'}) DETACH DELETE n //",
        "x' OR 1=1",
        "`",
        "\\u0027",
        "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    ]
    before = seeds_to_read.read("MATCH (n) RETURN count(n) AS nodes")
    for text in attempts:
        assert answer(seeds_to_read, named("skills/who_asks"), {"skill": text}).rows == []
    assert seeds_to_read.read("MATCH (n) RETURN count(n) AS nodes") == before
