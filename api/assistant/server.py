"""The MCP server: lists the tools, checks their arguments, and answers by the operations of `tools`.

The text says the answer in words, with documents and lines. `structured_content` holds ids and figures of the same
answer, so that nothing long is sent twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version
from typing import Any

import mcp_types as types
from jsonschema import Draft202012Validator
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from api.assistant.analyst import ANALYST_TOOLS, AnalystTool, graph_schema
from api.assistant.data import LONG, USUAL, bounded, lean
from api.assistant.prompts import PROMPTS, prompt
from api.assistant.tools import TOOLS, Tool
from graph.errors import LadderError
from queries.planner.naming import nearest_ids

INSTRUCTIONS = (
    "A company's career ladder as a graph. Ask `search` for ids. Cite the documents and lines that answers name, and "
    "say the caveats of steps: months and advice are judgements, not promises."
)
READS = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
OUTPUT = {"type": "object"}
IDENTITY = "ladder.identity"  # in the scope of an HTTP request
SCHEMA = types.Resource(uri="ladder://schema", name="schema", description="Labels, relationships, properties.")
RESOURCES = {  # first part of the address → the tool that answers, the tool's argument, description
    "role": ("role", "role", "A role: what it asks for and where it leads."),
    "family": ("ladder_of_family", "family", "The ladder of a family."),
}
Ask = Callable[[Tool, Mapping[str, Any], str], Awaitable[Mapping[str, Any]]]  # tool, arguments, client
Analyse = Callable[[AnalystTool, Mapping[str, Any]], Awaitable[tuple[str, dict[str, Any]]]]


class ToolError(LadderError):
    """The error that an assistant gets instead of an answer."""


def assistant_server(ask: Ask, analyse: Analyse, *, cypher: bool) -> Server[Any]:
    """A server whose tools are answered by `ask` and `analyse`. `cypher`: with the tool for free statements."""
    tools: dict[str, Tool | AnalystTool] = {**TOOLS}
    tools |= {name: tool for name, tool in ANALYST_TOOLS.items() if cypher or not tool.free}

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=list(map(_listed, tools.values())))

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            tool = _found(tools, params.name)
            given = checked(tool, params.arguments or {})
            if isinstance(tool, AnalystTool):
                text, data = await analyse(tool, given)
            else:
                text, data = _answered(tool, await ask(tool, given, identity_of(context)))
            data = bounded(data, (LONG if given.get("long") else USUAL) - len(text))
        except LadderError as error:
            return types.CallToolResult(content=[types.TextContent(type="text", text=str(error))], is_error=True)
        return types.CallToolResult(content=[types.TextContent(type="text", text=text[:LONG])], structured_content=data)

    async def list_prompts(_: Any, __: Any) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=list(PROMPTS.values()))

    async def get_prompt(_: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            return prompt(params.name, params.arguments or {})
        except LadderError as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None

    async def list_templates(_: Any, __: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(uri_template=f"ladder://{kind}/{{id}}", name=kind, description=said)
                for kind, (_, _, said) in RESOURCES.items()
            ]
        )

    async def list_resources(_: Any, __: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[SCHEMA])

    async def read_resource(context: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        try:
            text = await _resource(str(params.uri), ask, identity_of(context))
        except LadderError as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None
        content = types.TextResourceContents(uri=params.uri, text=text, mime_type="text/plain")
        return types.ReadResourceResult(contents=[content])

    return Server(
        "career-ladder",
        version=version("career-ladder-graph"),
        title="Career ladder",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def identity_of(context: Any) -> str:
    """The client, as `HttpAssistant` identified it; empty on standard input, which has one client only."""
    return str(context.request.scope[IDENTITY]) if context.request is not None else ""


def _listed(tool: Tool | AnalystTool) -> types.Tool:
    return types.Tool(
        name=tool.name, description=tool.description, input_schema=tool.schema, output_schema=OUTPUT, annotations=READS
    )


def _found(tools: Mapping[str, Tool | AnalystTool], name: str) -> Tool | AnalystTool:
    if name not in tools:
        near = nearest_ids(name, {known: (known.replace("_", " "),) for known in tools})
        raise ToolError(f"There is no tool {name[:100]!r}.", suggestions=near)
    return tools[name]


def checked(tool: Tool | AnalystTool, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, completed with defaults. Raises ToolError, which names the argument."""
    known = tool.schema["properties"]
    if unknown := [name for name in given if name not in known]:
        raise ToolError(f"{tool.name}: there is no argument {unknown[0][:100]!r}; there are {', '.join(known)}.")
    for fault in Draft202012Validator(tool.schema).iter_errors(dict(given)):
        place = fault.json_path.removeprefix("$").lstrip(".")
        raise ToolError(f"{tool.name}: {f'{place}: ' if place else ''}{fault.message[:300]}.")
    if tool.one_of and not any(name in given for name in tool.one_of):
        raise ToolError(f"{tool.name}: give {' or '.join(tool.one_of)}.")
    return {**tool.defaults, **given}


def _answered(tool: Tool, answer: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    data = {name: value for name, value in answer.items() if name != "graph"}
    revision = answer["graph"]["revision"]
    return f"{tool.told(data)}\nRevision {revision}.", {"revision": revision, **lean(data)}


async def _resource(uri: str, ask: Ask, identity: str) -> str:
    """The text of a resource. Raises LadderError for an unknown address."""
    if uri == str(SCHEMA.uri):
        return graph_schema()
    kind, _, id = uri.removeprefix("ladder://").partition("/")
    if not uri.startswith("ladder://") or kind not in RESOURCES or not id:
        raise ToolError(
            f"There is no resource {uri[:200]!r}.",
            hint="There are ladder://role/ID, ladder://family/ID, ladder://schema.",
        )
    name, argument, _ = RESOURCES[kind]
    tool = TOOLS[name]
    answer = await ask(tool, checked(tool, {argument: id}), identity)
    return _answered(tool, answer)[0]
