"""A skill gap as JSON."""

from __future__ import annotations

from typing import Any

from queries.network.network import Network
from queries.planner.gaps import AskedSkill, SkillGap, SkillStepUp


def gap_values(network: Network, gap: SkillGap) -> dict[str, Any]:
    return {
        "known": gap.known,
        "shared": [_skill_values(network, skill) for skill in gap.shared],
        "learn": [_skill_values(network, skill) for skill in gap.learn],
        "deepen": [_step_values(network, step) for step in gap.deepen],
        "differently": [_step_values(network, step) for step in gap.differently],
        "tools": [network.tools[tool].id for tool in gap.tools],
        "overlap": gap.overlap,
    }


def _step_values(network: Network, step: SkillStepUp) -> dict[str, Any]:
    before, after = step.before.need, step.after.need
    texts = {"step_before": before.step, "before": before.expects, "after": after.expects}
    return _skill_values(network, step.after) | texts


def _skill_values(network: Network, asked: AskedSkill) -> dict[str, Any]:
    need = asked.need
    return {
        "id": network.skills[asked.skill].id,
        "tier": need.tier,
        "importance": need.importance,
        "weight": need.weight,
        "step": need.step,
    }
