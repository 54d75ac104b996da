"""Skill gaps, and the roles and skills that follow from them."""

from __future__ import annotations

import strawberry

from api.types.role import RequiredSkill, Role, Skill, Tool
from queries.network.network import Network
from queries.planner import gaps, learning, recommendations
from queries.planner.sentences import gap_sentence


@strawberry.type(description="A skill had at a lower tier, importance or proficiency.")
class SkillStepUp:
    skill: Skill = strawberry.field(description="The skill.")
    before: RequiredSkill | None = strawberry.field(description="As it is had.")
    after: RequiredSkill = strawberry.field(description="As it is asked for.")


@strawberry.type(description="A skill of a gap in the order of learning.")
class Lesson:
    skill: Skill = strawberry.field(description="The skill.")
    deepen: bool = strawberry.field(description="It is had already, and not deep enough or expected in other words.")
    differently: bool = strawberry.field(
        description="It is had deep enough and expected in other words, or had by name alone."
    )
    before: RequiredSkill | None = strawberry.field(description="As it is had; null for a skill to learn.")
    need: RequiredSkill = strawberry.field(description="As it is asked for.")
    also: list[Role] = strawberry.field(description="Other roles of the level that ask for it too.")


@strawberry.type(description="What stands between the skills one has and those asked for.")
class SkillGap:
    network: strawberry.Private[Network]
    made_of: strawberry.Private[gaps.SkillGap]
    title: strawberry.Private[str]
    known: bool = strawberry.field(description="False where the skills of some role are unknown.")
    shared: list[RequiredSkill] = strawberry.field(description="Had, and enough.")
    learn: list[RequiredSkill] = strawberry.field(description="Not had before.")
    deepen: list[SkillStepUp] = strawberry.field(description="Had at a lower tier, importance or proficiency.")
    differently: list[SkillStepUp] = strawberry.field(
        description="Had deep enough, and expected in other words: `before.expects` and `after.expects` are texts. And "
        "had by name alone, where only words or a step say how far the role asks for it: `before.expects` is null, and "
        "how far it is had is not known. A skill that the role takes for granted is expected in no words of its own: "
        "it is in `shared` where it is had deep enough."
    )
    tools: list[Tool] = strawberry.field(description="Tools not used before.")
    overlap: float | None = strawberry.field(
        description="Weight had / weight required, 0–1; null when unknown, also where words or names alone say how "
        "much of some skill is there: `differently` and `summary` have the answer then."
    )

    @classmethod
    def of(cls, network: Network, gap: gaps.SkillGap, role: int) -> SkillGap:
        """The gap to a role (an index), perhaps over others before it."""
        skills = Skill.every(network)

        def required(asked: gaps.AskedSkill) -> RequiredSkill:
            return RequiredSkill.of(network, asked.role, skills[asked.skill], asked.skill, asked.need)

        def step_up(before: gaps.SkillHad, after: gaps.AskedSkill) -> SkillStepUp:
            skill = skills[after.skill]
            had = RequiredSkill.of(network, before.role, skill, after.skill, before.need)
            return SkillStepUp(skill=skill, before=had, after=required(after))

        return cls(
            network=network,
            made_of=gap,
            title=network.roles[role].title,
            known=gap.known,
            shared=[required(asked) for asked in gap.shared],
            learn=[required(asked) for asked in gap.learn],
            deepen=[step_up(deepened.before, deepened.after) for deepened in gap.deepen],
            differently=[step_up(other.before, other.after) for other in gap.differently],
            tools=[Tool.of_network(network, tool) for tool in gap.tools],
            overlap=gap.overlap,
        )

    @strawberry.field(description="How much of what the role asks for is there, as a sentence.")
    def summary(self) -> str:
        return gap_sentence(self.made_of, self.title)

    @strawberry.field(
        description="What to learn, in which order: must and critical first, then what most other roles of the level "
        "share."
    )
    def plan(self) -> list[Lesson]:
        network, skills = self.network, Skill.every(self.network)

        def required(lesson: learning.Lesson, of: gaps.AskedSkill | gaps.SkillHad) -> RequiredSkill:
            number = lesson.asked.skill
            return RequiredSkill.of(network, of.role, skills[number], number, of.need)

        return [
            Lesson(
                skill=skills[lesson.asked.skill],
                deepen=lesson.deepen,
                differently=lesson.differently,
                before=required(lesson, lesson.before) if lesson.before else None,
                need=required(lesson, lesson.asked),
                also=[Role.of(network, role) for role in lesson.also],
            )
            for lesson in learning.lessons(network, self.made_of)
        ]


@strawberry.type(description="A role that fits.")
class RoleMatch:
    role: Role = strawberry.field(description="The role.")
    score: float = strawberry.field(description="0–1; it orders the roles.")
    share: float | None = strawberry.field(
        description="The score as a share to show; null where words or names alone say how much of some skill is there."
    )
    shared: list[Skill] = strawberry.field(description="Skills in common, what matters most first.")
    missing: list[Skill] = strawberry.field(description="Skills it asks for beyond them.")
    reason: str = strawberry.field(description="Why, in words.")

    @classmethod
    def of(cls, network: Network, match: recommendations.RoleMatch) -> RoleMatch:
        shared, missing = (
            [Skill.of_network(network, skill) for skill in skills] for skills in (match.shared, match.missing)
        )
        return cls(
            role=Role.of(network, match.role),
            score=match.score,
            share=match.share,
            shared=shared,
            missing=missing,
            reason=match.reason,
        )


@strawberry.type(description="A skill to learn or deepen, and what that opens once those before it are learned.")
class SkillLeverage:
    skill: Skill = strawberry.field(description="The skill.")
    opens: list[Role] = strawberry.field(
        description="Roles of whose weight one then has three fifths (docs/advice.md)."
    )
    brings: float = strawberry.field(description="Its share of the weight of each role in question, added up.")

    @classmethod
    def of(cls, network: Network, found: recommendations.SkillLeverage) -> SkillLeverage:
        opens = [Role.of(network, role) for role in found.opens]
        return cls(skill=Skill.of_network(network, found.skill), opens=opens, brings=found.brings)
