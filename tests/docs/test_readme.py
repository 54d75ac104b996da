"""The README's queries give the answers printed below them. `python -m tests.docs.test_readme URL` writes the answers
anew from a server at URL.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from tests.support.client import Client

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"<!-- query -->\n```graphql\n(.+?)```\n```json\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(README.read_text(encoding="utf-8"))


def test_given_the_readme_when_counted_then_it_has_five_queries() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.one_version
@pytest.mark.parametrize("at", range(len(EXAMPLES)))
def test_given_a_query_of_the_readme_when_asked_then_the_answer_is_the_one_printed(
    client: Client, seeds_to_read: Database, at: int
) -> None:
    query, printed = EXAMPLES[at]
    assert client.ask(query) == json.loads(printed)


def _compact(value: object, indent: int = 0) -> str:
    """JSON with short parts on one line, so that an answer can be read."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) + indent <= 150 or not isinstance(value, (dict, list)):
        return text
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{pad}{json.dumps(key)}: {_compact(item, indent + 2)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + _compact(item, indent + 2) for item in value) + "\n" + " " * indent + "]"


if __name__ == "__main__":
    import httpx

    def answered(match: re.Match[str]) -> str:
        answer = httpx.post(sys.argv[1], json={"query": match[1]}).json()
        return f"<!-- query -->\n```graphql\n{match[1]}```\n```json\n{_compact(answer)}\n```"

    README.write_text(EXAMPLE.sub(answered, README.read_text(encoding="utf-8")), encoding="utf-8")
