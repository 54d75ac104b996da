# One command a habit; CI runs the same ones. All need nothing but Python 3.11+ and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# Which tests a worker gets, and in which order: tests/support/order.py
ORDERED := --dist loadscope --no-loadscope-reorder
# Where it is set, as in many containers, each command and each server of a test compiles hundreds of modules anew
unexport PYTHONDONTWRITEBYTECODE

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/app: requirements/bootstrap.txt requirements/app.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Set PYTHON=/path/to/python3.11."; exit 2; }
	@echo "Making the environment in $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/app.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/app requirements/dev.txt
	@echo "Adding what tests and notebooks need …"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/dev  ## Make the environment from the hashed requirements, with tests and notebooks

up: $(VENV)/app  ## Start Neo4j, load the seeds, serve GraphQL and the explorer on port 8000; Ctrl-C stops it all
	@$(BIN)/ladder up

test: install  ## Everything that must hold: checks, then the suite on two versions of Neo4j
	@$(MAKE) --no-print-directory --jobs 2 check web-test
	@$(BIN)/python -m tests.support.browser
	@$(BIN)/python -m pytest -n 3 $(ORDERED) --neo4j-version=both

web-test: install
	@$(BIN)/python -m cli.web_build test

test-quick: install  ## In about a minute: what needs no Neo4j, no browser and few seconds, and the API's main test
	@$(BIN)/python -m pytest -q -n 2 $(ORDERED) -m "quick or not (integration or one_version or slow)" --ignore tests/web

check: install  ## ruff, mypy strict, import-linter, the explorer's types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "ruff format would change files: run make format"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --verbose > /dev/null || $(BIN)/lint-imports
	@$(BIN)/python -m cli.web_build check

format: install  ## Let ruff put the code in order
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: install  ## Measure, and write docs/benchmarks.md
	@$(BIN)/python -m benchmarks

bench-quick: install  ## A look of two minutes at the same, without warming up
	@$(BIN)/python -m benchmarks --quick

wheel: install  ## One file to install, with the explorer in it: dist/*.whl
	@$(BIN)/python -m cli.web_build
	@$(BIN)/python -m hatchling build -t wheel

soak: install  ## Random edits on a real Neo4j, listeners and the MCP Inspector, for longer
	@LADDER_SOAK_EXAMPLES=$${LADDER_SOAK_EXAMPLES:-300} LADDER_RACE_SECONDS=60 \
	  LADDER_FOLD_SEQUENCES=$${LADDER_FOLD_SEQUENCES:-3000} \
	  $(BIN)/python -m pytest -s tests/graph/test_fold_machine.py tests/graph/test_part.py tests/graph/test_store_machine.py tests/api/test_one_revision.py
	@LADDER_LISTENERS=500 LADDER_LOADS=50 $(BIN)/python -m pytest --long tests/api/test_events.py tests/api/test_assistant.py -k "revision_once or inspector"
	@LADDER_RELIABILITY=1 LADDER_SOAK_MINUTES=$${LADDER_SOAK_MINUTES:-30} $(BIN)/python -m pytest -q --timeout 3600 tests/faults/test_soak.py

faults: install  ## A thousand loads under kills, suspensions and races; writes docs/reliability.md
	@LADDER_RELIABILITY=1 LADDER_FAULT_RUNS=$${LADDER_FAULT_RUNS:-1000} $(BIN)/python -m pytest -q --long tests/faults

fuzz: install  ## Hostile documents, requests and bytes, for longer; writes docs/reliability.md
	@LADDER_RELIABILITY=1 LADDER_FUZZ_EXAMPLES=$${LADDER_FUZZ_EXAMPLES:-20000} $(BIN)/python -m pytest -q tests/faults/test_fuzz.py
	@$(BIN)/python -m pytest -q --long tests/loaders/test_written_ladders.py

audit: install  ## Known holes, licences and the bill of materials of everything that is installed; says so when offline
	@$(BIN)/python -m tests.support.audit

docs: install  ## Write the generated pages and schemas anew
	@$(BIN)/python -m cli.pages.generated
	@$(BIN)/python -m cli.pages.cypher_page

picture: install  ## README's picture anew, and every view into .screenshots/; ONET=DIR: with the tables of O*NET too
	@WRITE_EXPLORER_PICTURE=1 ONET_TABLES=$(if $(ONET),$(abspath $(ONET))) $(BIN)/python -m pytest -q tests/web/test_paths.py tests/web/test_accessibility.py tests/web/test_onet.py -k "picture or axe or occupations"

lock: install  ## Resolve the newest versions into requirements/ and graph/neo4j/locks/
	@for name in bootstrap:requirements/bootstrap.in dev:'--extra dev pyproject.toml' app:'-c requirements/dev.txt pyproject.toml'; do \
	  $(UV) pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header $${name#*:} -o requirements/$${name%%:*}.txt; done
	@$(UV) pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header requirements/node.in -o requirements/node.txt
	@$(BIN)/python -m graph.neo4j.jars

clean:  ## Remove the environment and caches; the data in .ladder/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .screenshots web/node_modules web/dist

.PHONY: help install up test web-test test-quick check format bench bench-quick wheel soak faults fuzz audit docs picture lock clean
