"""The assistant's server: the tools over both transports, what they cost, and what they refuse.

`python -m tests.api.test_assistant URL` writes the transcript of docs/assistants.md anew from a server at URL that was
started with LADDER_MCP=cypher.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import mcp_types as types
import orjson
import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from api.assistant.data import LONG, USUAL, bounded, lean
from api.assistant.server import ToolError, checked
from api.assistant.tools import TOOLS
from api.http.keys import key_file
from graph.neo4j.database import Database
from graph.settings import load_settings
from queries.planner.roles import role_id
from tests.support.client import Client
from tests.support.environment import without_ours
from tests.support.frameworks import framework
from tests.support.places import ROOT
from tests.support.seeds import seeds_network
from tests.support.served import Served, serving
from tests.support.server import Server, holding

pytestmark = pytest.mark.one_version

PAGE = ROOT / "docs" / "assistants.md"
CALL = re.compile(r"<!-- tool (\w+) (.*?) -->\n```text\n(.*?)```\n```json\n(.*?)```", re.DOTALL)
EXAMPLES = [(name, json.loads(arguments)) for name, arguments, *_ in CALL.findall(PAGE.read_text(encoding="utf-8"))]
TOKENS_OF_THE_LIST = 1_500
INSPECTOR = ("node@22", "@modelcontextprotocol/inspector@2.12.0")  # it wants a newer Node.js than some machines have
CHARACTERS_A_TOKEN = 4  # of English and JSON, by the usual rule of thumb

Transport = AbstractAsyncContextManager[Any]


async def _with(transport: Transport, work: Any) -> Any:
    async with transport as (incoming, outgoing, *_), ClientSession(incoming, outgoing) as session:
        await session.initialize()
        return await work(session)


def asked(transport: Transport, work: Any) -> Any:
    """What `work` makes of a session with the server behind a transport."""
    return uvloop.run(_with(transport, work))


async def call(session: ClientSession, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    answer = await session.call_tool(name, arguments)
    assert isinstance(answer, types.CallToolResult)
    return answer


def text_of(answer: types.CallToolResult) -> str:
    (content,) = answer.content
    assert isinstance(content, types.TextContent)
    return content.text


@pytest.fixture(scope="module")
def assistant(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    environment = server.environment | {"LADDER_MCP": "cypher", "LADDER_MAX_STALENESS": "0"}
    with serving(tmp_path_factory.mktemp("assistant"), environment) as served:
        yield served


def over_http(assistant: Served, **more: Any) -> Transport:
    return streamable_http_client(f"{assistant.url}/mcp", **more)


def test_given_the_list_of_tools_then_all_only_read_and_it_costs_little(
    assistant: Served, seeds_to_read: Database
) -> None:
    tools = asked(over_http(assistant), lambda session: session.list_tools()).tools
    assert {tool.name for tool in tools} == {*TOOLS, "named_query", "cypher"}
    assert all(tool.annotations.read_only_hint and tool.output_schema for tool in tools)
    listed = orjson.dumps([tool.model_dump(by_alias=True, exclude_none=True) for tool in tools])
    assert len(listed) <= CHARACTERS_A_TOKEN * TOKENS_OF_THE_LIST


@pytest.mark.parametrize(("name", "arguments"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_given_a_tool_when_called_then_it_says_what_graphql_answers_in_few_words(
    assistant: Served, client: Client, seeds_to_read: Database, name: str, arguments: dict[str, Any]
) -> None:
    answer = asked(over_http(assistant), partial(call, name=name, arguments=arguments))
    assert not answer.is_error
    data = answer.structured_content
    assert len(text_of(answer)) + len(orjson.dumps(data)) <= (LONG if arguments.get("long") else USUAL) + 300
    if name in TOOLS:
        tool = TOOLS[name]
        variables = tool.variables(seeds_network(), checked(tool, arguments))
        same = client.ask(tool.operation(), **variables)["data"]
        revision = same.pop("graph")["revision"]
        whole = {"revision": revision, **lean(same)}
        assert data == bounded(whole, USUAL - len(text_of(answer)))
        assert f"Revision {revision}" in text_of(answer)


def test_given_a_ladder_of_texts_when_asked_for_a_gap_then_it_says_what_is_expected_before_and_now(
    assistant: Served, server: Server
) -> None:
    said = {"Kneading": " with help", "Firing": "Aware"}, {"Kneading": " alone", "Firing": "Expert"}
    with holding(server, "own", framework(*said)):
        asks = partial(call, name="skill_gap", arguments={"from": "baker-1", "to": "baker-2"})
        told = text_of(asked(over_http(assistant), asks))
        role = text_of(asked(over_http(assistant), partial(call, name="role", arguments={"role": "baker-2"})))
    assert "Baker 2 (baker-2): 0 of 2 skills are there as Baker 2 asks; 1 to deepen, 1 expected differently." in told
    assert "deepen Firing (Expert)" in told
    assert "meet differently Kneading own/1.yaml; before: with help; now: alone" in told
    assert "Expects: Firing (Expert); Kneading: alone" in role
    assert "Comes from: Baker 1 (baker-1) promotion, time unknown, implied by the order of levels" in role


def test_given_the_page_when_read_then_every_tool_is_on_it_with_what_it_answers(
    assistant: Served, seeds_to_read: Database
) -> None:
    assert {name for name, _ in EXAMPLES} == {*TOOLS, "named_query", "cypher"}
    for name, arguments, text, data in CALL.findall(PAGE.read_text(encoding="utf-8")):
        answer = asked(over_http(assistant), partial(call, name=name, arguments=json.loads(arguments)))
        assert text_of(answer) == text.rstrip("\n")
        assert answer.structured_content == json.loads(data)


def test_given_the_command_when_an_assistant_starts_it_then_it_answers_on_standard_output(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    ladder = Path(sys.executable).with_name("ladder")
    started = StdioServerParameters(
        command=str(ladder), args=["mcp", "--home", str(tmp_path)], env=without_ours() | server.environment
    )

    async def talk(session: ClientSession) -> tuple[list[str], str, str, str]:
        tools = [tool.name for tool in (await session.list_tools()).tools]
        path = text_of(await call(session, "career_paths", {"from": "Junior Data Engineer", "to": "level:staff"}))
        template = (await session.read_resource("ladder://role/data-engineer")).contents[0]
        message = (await session.get_prompt("career_conversation", {"role": "Data Engineer"})).messages[0]
        return tools, path, template.text, message.content.text  # type: ignore[union-attr]

    tools, path, resource, message = asked(stdio_client(started), talk)
    assert "cypher" not in tools
    assert "Junior Data Engineer" in path
    assert "seeds/roles/junior-data-engineer.yaml:" in path
    assert resource.startswith("Data Engineer (data-engineer)")
    assert "Data Engineer" in message


@pytest.mark.long
@pytest.mark.timeout(600)
def test_given_the_inspector_when_it_asks_over_both_transports_then_it_gets_tools_and_answers(
    assistant: Served, seeds_to_read: Database, server: Server, tmp_path: Path
) -> None:
    started = {"command": str(Path(sys.executable).with_name("ladder")), "args": ["mcp"], "env": server.environment}
    configuration = tmp_path / "mcp.json"
    configuration.write_text(json.dumps({"mcpServers": {"ladder": started}}))

    def inspected(*target: str) -> Any:
        packages = [f"--package={name}" for name in INSPECTOR]
        command = ["npx", "--yes", *packages, "mcp-inspector", "--cli", *target]
        done = subprocess.run(command, env=without_ours(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    for target in (
        ["--config", str(configuration), "--server", "ladder"],
        [f"{assistant.url}/mcp", "--transport", "http"],
    ):
        assert TOOLS.keys() <= {tool["name"] for tool in inspected(*target, "--method", "tools/list")["tools"]}
        asked_for = ["--tool-name", "role", "--tool-arg", "role=Data Engineer"]
        answer = inspected(*target, "--method", "tools/call", *asked_for)
        assert answer["content"][0]["text"].startswith("Data Engineer (data-engineer)")
        assert answer["structuredContent"]["role"]["id"] == "data-engineer"


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("role", {"role": "data-enginer"}, "Did you mean data-engineer"),
        ("role", {}, "'role' is a required property"),
        ("role", {"role": 3}, "role: role: 3 is not of type 'string'"),
        ("role", {"role": "data-engineer", "more": 1}, "no argument 'more'; there are role, long"),
        ("search", {"text": "a", "first": 10_000}, "first: 10000 is greater than the maximum"),
        ("skill_gap", {"to": "data-engineer"}, "give from or skills"),
        ("skill_gap", {"to": "data-engineer", "skills": ["cobol-90"]}, "cobol-90"),
        ("career_paths", {"from": "level:nowhere", "to": "data-engineer"}, "level"),
        ("named_query", {"name": "rutes"}, "Did you mean"),
        ("cypher", {"statement": "CREATE (n:Role {id: 'x'}) RETURN n"}, "only read"),
        ("cypher", {"statement": "CALL dbms.components() YIELD name RETURN name"}, "may not be called here"),
        ("remove", {}, "There is no tool 'remove'"),
    ],
)
def test_given_a_question_that_cannot_be_answered_then_the_error_names_what_is_wrong(
    assistant: Served, seeds_to_read: Database, name: str, arguments: dict[str, Any], said: str
) -> None:
    answer = asked(over_http(assistant), partial(call, name=name, arguments=arguments))
    assert answer.is_error
    assert said in text_of(answer)
    assert "Traceback" not in text_of(answer)


def test_given_a_server_with_keys_when_asked_without_one_then_it_tells_nothing(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    key = key_file(load_settings(home=tmp_path, authentication="keys")).add("assistant")
    environment = server.environment | {"LADDER_MCP": "tools", "LADDER_AUTHENTICATION": "keys"}
    with serving(tmp_path, environment) as guarded:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert guarded.http.post("/mcp", json=body).status_code == 401

        async def listed() -> Any:
            async with httpx2.AsyncClient(headers={"authorization": f"Bearer {key}"}) as client:
                return await _with(over_http(guarded, http_client=client), lambda session: session.list_tools())

        tools = uvloop.run(listed()).tools
        assert {tool.name for tool in tools} == {*TOOLS, "named_query"}


def test_given_the_setting_is_off_when_asked_then_there_is_no_such_address(served: Served) -> None:
    assert served.http.post("/mcp", json={}).status_code == 404


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(TOOLS)), st.dictionaries(st.sampled_from(["from", "to", "role", "first", "x"]), ANYTHING))
def test_given_any_arguments_when_checked_then_they_fit_or_a_sentence_says_why(name: str, given_: Any) -> None:
    tool = TOOLS[name]
    try:
        found = checked(tool, given_)
    except ToolError as error:
        found, said = {}, str(error)
    else:
        said = f"{name}: it fits"
    assert said.startswith(name)
    assert not found or set(tool.required) <= found.keys() <= tool.properties.keys()


def test_given_values_of_several_roles_when_shortened_then_one_that_has_none_keeps_its_place() -> None:
    compared = {"values": ["must", None], "texts": [{"text": "in the words"}], "before": {"step": None}}
    assert lean(compared) == {"values": ["must", None]}


@given(ANYTHING, st.integers(200, 400))
def test_given_any_data_when_bounded_then_it_is_short_or_has_no_list_to_cut(value: Any, most: int) -> None:
    data = bounded({"data": lean(value)}, most)
    cut = data.pop("cut", {})
    assert len(orjson.dumps(data)) <= most or not any(len(held) > 1 for held in _lists(data))
    assert all(isinstance(total, int) and total > 1 for total in cut.values())


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _lists(item)


def test_given_a_title_or_an_alias_then_the_role_is_found() -> None:
    network = seeds_network()
    assert role_id(network, "Data Engineer") == role_id(network, "data-engineer") == "data-engineer"


if __name__ == "__main__":

    def told(match: re.Match[str]) -> str:
        url = f"{sys.argv[1]}/mcp"
        answer = asked(streamable_http_client(url), partial(call, name=match[1], arguments=json.loads(match[2])))
        data = json.dumps(answer.structured_content, ensure_ascii=False)
        return f"<!-- tool {match[1]} {match[2]} -->\n```text\n{text_of(answer)}\n```\n```json\n{data}\n```"

    PAGE.write_text(CALL.sub(told, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
