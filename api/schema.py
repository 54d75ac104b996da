"""The GraphQL schema, put together from `api.questions` and `api.types`."""

from __future__ import annotations

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.questions.keeping import KeepingQuestions
from api.questions.nodes import NodeQuestions
from api.questions.pictures import PictureQuestions
from api.questions.planning import PlanningQuestions
from api.types.descriptions import describe


@strawberry.type(description="Questions to the career ladder.")
class Query(NodeQuestions, PlanningQuestions, PictureQuestions, KeepingQuestions):
    pass


class LadderSchema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Does nothing: `api.errors.public` logs unexpected errors once, with the reference that the client gets."""


schema = LadderSchema(query=Query)
describe(schema._schema)
