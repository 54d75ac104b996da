"""Prompts that begin a career conversation and the review of a draft."""

from __future__ import annotations

from collections.abc import Mapping

import mcp_types as types

from graph.errors import LadderError

PROMPTS = {
    prompt.name: prompt
    for prompt in (
        types.Prompt(
            name="career_conversation",
            description="Prepare a conversation about where somebody may go from their role.",
            arguments=[
                types.PromptArgument(name="role", description="The role held.", required=True),
                types.PromptArgument(name="goal", description="The role wanted, if there is one."),
            ],
        ),
        types.Prompt(
            name="review_draft",
            description="Review a role that a keeper is writing.",
            arguments=[types.PromptArgument(name="role", description="The role.", required=True)],
        ),
    )
}


def prompt(name: str, given: Mapping[str, str]) -> types.GetPromptResult:
    """The messages of a prompt. Raises LadderError for an unknown prompt or a missing role."""
    if name not in PROMPTS:
        raise LadderError(f"There is no prompt {name!r}.", suggestions=tuple(PROMPTS))
    if not given.get("role"):
        raise LadderError(f"{name}: role is missing.", hint="Say which role it is about.")
    text = _review(given["role"]) if name == "review_draft" else _conversation(given["role"], given.get("goal"))
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=PROMPTS[name].description, messages=[message])


def _conversation(role: str, goal: str | None) -> str:
    wanted = (
        f"They want to become {goal}: ask `career_paths` and `skill_gap` for the way there."
        if goal
        else "They have no goal yet: ask `roles_that_fit` and `what_to_learn`, and offer two or three ways."
    )
    return (
        f"Prepare a career conversation with someone who is {role}. Begin with `role`. {wanted} For each step say what "
        "it takes, how long, and its caveats. Cite documents and lines. End with the first thing to learn and why. Say "
        "plainly what the graph does not know."
    )


def _review(role: str) -> str:
    return (
        f"Review the role {role} for its keeper. Ask `role`, `findings` for this role, and `ladder_of_family` of its "
        "family; compare it with the rungs beside it by `compare_roles`. Say what contradicts its neighbours, what is "
        "missing, and which steps only one side names; give for each the document, the line and the edit."
    )
