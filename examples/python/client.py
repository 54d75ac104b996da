"""Finds two roles by what a person typed and prints the way between them: python client.py URL FROM TO [KEY]"""

from __future__ import annotations

import asyncio
import sys

from ladder_client import Client
from ladder_client.exceptions import GraphQLClientGraphQLMultiError


async def main(
    url: str = "http://127.0.0.1:8000/graphql",
    start: str = "junior ml engineer",
    end: str = "staff data engineer",
    key: str = "",
) -> None:
    async with Client(url=url, headers={"Authorization": f"Bearer {key}"} if key else {}) as ladder:
        found = [await ladder.find_role(text) for text in (start, end)]
        if not all(each.search for each in found):
            sys.exit(f"No role is called anything like {start if not found[0].search else end}.")
        try:
            answer = await ladder.career_path(*(each.search[0].id for each in found))
        except GraphQLClientGraphQLMultiError as error:
            sys.exit(
                "\n".join(f"{each.extensions['code']}: {each.message}" for each in error.errors if each.extensions)
            )
        path = answer.shortest_path
        assert path is not None
        print(path.summary)
        for step in path.steps:
            least, most = ("?" if months is None else months for months in (step.time.min, step.time.max))
            print(
                f"{step.from_.title} → {step.to.title}: {step.kind.value}, {least}–{most} months "
                f"({step.time.basis.value})"
            )
        print(f"To learn: {', '.join(each.skill.name for each in path.gap.learn)}")


asyncio.run(main(*sys.argv[1:]))
