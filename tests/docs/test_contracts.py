"""What is committed equals what the code says: generated files, the GraphQL contract, settings, the compose file, the
README's commands.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, is_introspection_type
from graphql.utilities import find_breaking_changes

from api.errors import CODES
from api.schema import schema
from cli.pages.generated import ROOT, generated, variable
from graph.settings import Settings
from loaders.curated.schemas import editor_schemas

CONTRACT = ROOT.parent / "shared" / "design" / "contract.graphql"


@pytest.mark.parametrize("path", sorted(generated()), ids=lambda path: str(path.relative_to(ROOT)))
def test_given_a_generated_file_when_compared_with_the_code_then_they_are_equal(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], "run `make docs`"


@pytest.fixture(scope="module")
def sdl() -> GraphQLSchema:
    return build_schema(schema.as_str())


def test_given_the_schema_when_read_then_every_type_field_and_value_has_a_description(sdl: GraphQLSchema) -> None:
    bare = []
    for name, kind in sdl.type_map.items():
        if is_introspection_type(kind) or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        bare += [name] if not kind.description else []
        members = getattr(kind, "fields", None) or getattr(kind, "values", None) or {}
        bare += [f"{name}.{member}" for member, described in members.items() if not described.description]
    assert bare == []


def test_given_no_path_or_edge_when_a_list_is_cut_then_something_says_so(sdl: GraphQLSchema) -> None:
    for name, kind in sdl.type_map.items():
        if isinstance(kind, GraphQLObjectType) and name.endswith("Connection"):
            assert {"pageInfo", "totalCount"} <= kind.fields.keys()


def test_given_the_errors_of_the_contract_when_compared_then_the_list_of_codes_is_complete() -> None:
    assert set(CODES) == {
        "NOT_FOUND",
        "NO_PATH",
        "BAD_USER_INPUT",
        "LIMIT_EXCEEDED",
        "TIMEOUT",
        "UNAVAILABLE",
        "UNAUTHENTICATED",
        "INTERNAL",
    }


def test_given_the_seeds_when_checked_against_the_editor_schemas_then_all_are_valid() -> None:
    schemas = editor_schemas()
    for folder, name in (("roles", "role.schema.json"), ("vocabulary", "vocabulary.schema.json")):
        validator = jsonschema.Draft202012Validator(schemas[name])
        for path in sorted((ROOT / "seeds" / folder).glob("*.yaml")):
            assert [
                error.message for error in validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
            ] == [], path
            assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=../{name}\n"), path


def _variables(text: str) -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{(\w+)", text))


def test_given_the_compose_file_when_checked_then_it_follows_the_specification_and_every_variable_is_documented() -> (
    None
):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    compose = yaml.safe_load(text)
    specification = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(specification)(specification).validate(compose)
    documented = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (ROOT / "docs" / "docker.md").read_text(encoding="utf-8")))
    assert _variables(text) <= documented
    assert documented == _variables(text)


def test_given_the_compose_file_when_read_then_the_password_is_in_files_only_and_ports_are_on_loopback() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    compose = yaml.safe_load(text)
    given = {name: service["environment"] for name, service in compose["services"].items()}
    assert given["neo4j"]["NEO4J_AUTH_FILE"] == "/run/secrets/neo4j_auth"
    assert given["api"]["NEO4J_PASSWORD_FILE"] == "/run/secrets/neo4j_password"
    assert not {"NEO4J_AUTH", "NEO4J_PASSWORD"} & (given["neo4j"].keys() | given["api"].keys() | _variables(text))
    files = {secret["file"] for secret in compose["secrets"].values()}
    assert files == {"secrets/neo4j_auth", "secrets/neo4j_password"}
    for service in compose["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert compose["services"]["neo4j"]["healthcheck"]["test"]
    assert set(compose["volumes"]) == {"neo4j-data", "neo4j-logs", "ladder-home"}


def test_given_the_dockerfile_when_read_then_it_is_not_root_and_checks_its_health() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER ladder$", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    assert "--require-hashes" in text
    copied = set(re.findall(r"^COPY (\w+) \1$", text, re.MULTILINE))
    packages = set(
        re.findall(
            r'"(\w+)"',
            re.search(
                r"^packages = \[(.+)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
            ).group(1),
        )
    )  # type: ignore[union-attr]
    assert copied == packages - {"seeds"} | {"seeds"}


def test_given_every_variable_the_project_reads_when_looked_up_then_it_has_a_description() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    assert len({variable(name) for name in Settings.model_fields}) == len(Settings.model_fields)


def test_given_the_requirements_when_read_then_they_hold_hashes_and_no_addresses() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert len(re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)) > 1


@pytest.mark.skipif(not CONTRACT.exists(), reason=f"the contract is not at {CONTRACT}")
def test_given_the_contract_when_compared_then_the_schema_breaks_none_of_it(sdl: GraphQLSchema) -> None:
    contract = build_schema(CONTRACT.read_text(encoding="utf-8"))
    missing = [change.description for change in find_breaking_changes(contract, sdl)]
    assert [line for line in missing if line not in NOT_YET] == []


NOT_YET: set[str] = set()
