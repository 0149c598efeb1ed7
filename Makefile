# make demo   sets up, reads examples/ into a local Neo4j and answers a question
# make test   sets up and checks everything: lint, types, tests
# Both fetch what they need on the first run (Python packages here, Neo4j's jars into the user's cache) and little after it.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo test lint types evaluate faults bench samples lock clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
BIN := .venv/bin
# pip shows its own progress on a terminal and is quiet elsewhere
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input --require-hashes $(shell test -t 2 || echo --quiet)
SELF := $(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
# A graph of its own, whatever server the environment names
DEMO := env -u NEO4J_URI KGLOAD_HOME="$(CURDIR)/.demo" $(BIN)/kgload

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/runtime ## set up, ingest examples/ into the local Neo4j, answer the question
	@echo "== Reading examples/articles into a local Neo4j (the first time its jars are fetched: 160 MB)" >&2
	@$(DEMO) ingest examples/articles
	@echo "== All meetings between Shoigu and Chinese officials in 2023" >&2
	@$(DEMO) query meetings_between -p person=Shoigu -p country=CN -p from=2023-01-01 -p to=2023-12-31
	@echo "== The server keeps running, so that you can look at the graph in Neo4j Browser" >&2
	@$(DEMO) neo4j status >&2
	@echo "   To stop it: $(DEMO) neo4j stop" >&2

test: lint types ## set up, then lint, types and tests
	@echo "== Tests" >&2
	@$(BIN)/python -m pytest

lint: .venv/dev ## ruff
	@echo "== Lint" >&2
	@$(BIN)/ruff check --quiet .

types: .venv/dev ## mypy, strict
	@echo "== Types" >&2
	@$(BIN)/mypy --no-error-summary

evaluate: .venv/dev ## score extraction on ../shared (ARGS="--misses", "--clusters", "--accept", "--speed" …)
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.evaluate $(ARGS)

faults: .venv/dev ## the fault campaign, hours long (ARGS="--short", "--only T1")
	@PYTHONPATH=etl:tests $(BIN)/python -m faults $(ARGS)

bench: .venv/bench ## how fast it loads, beside its rivals (ARGS="--only edits", "--size 500", "--rounds 3")
	@PYTHONPATH=etl:tests $(BIN)/python -m benchmarks.speed $(ARGS)

samples: .venv/samples ## run the samples of docs/jobs under Airflow, Dagster and the schemas of Kubernetes
	@KGLOAD_SAMPLES="$(CURDIR)/.venv/orchestrators/bin/python" $(BIN)/python -m pytest tests/test_samples.py $(ARGS)

lock: ## pin the newest allowed packages again (needs uv)
	@printf 'pip\nhatchling>=1.27\neditables\n' | $(LOCK) - -o requirements-build.txt
	@$(LOCK) pyproject.toml -o requirements.txt
	@printf 'apache-airflow\napache-airflow-providers-standard\ndagster\nkubernetes-validate\n' | $(LOCK) - -o requirements-samples.txt
	@$(LOCK) pyproject.toml --extra dev --extra llm -c requirements.txt -c requirements-build.txt -o requirements-dev.txt

clean: ## stop the demo's server, remove what make made here
	@if [ -d .demo ] && [ -x $(BIN)/kgload ]; then $(DEMO) neo4j stop; fi
	@rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Set-up. Each stamp is newer than what it was made from; an interrupted step leaves none and is done again.
.venv/built: requirements-build.txt
	@test -n "$(PYTHON)" || { echo "kgload needs Python 3.11 or newer, and none is on the PATH. Install it, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 4; }
	@echo "== Setting up .venv with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv --clear .venv || { echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 4; }
	@$(PIP) -r requirements-build.txt
	@touch $@

.venv/runtime: .venv/built requirements.txt pyproject.toml
	@echo "== Installing kgload and what it runs on (about a minute, once)" >&2
	@$(PIP) -r requirements.txt
	@$(SELF)
	@touch $@

.venv/dev: .venv/runtime requirements-dev.txt
	@echo "== Installing what the tests need" >&2
	@$(PIP) -r requirements-dev.txt
	@touch $@

# programs that samples are for: an environment of their own, for they pin much that we use
.venv/samples: .venv/dev requirements-samples.txt
	@$(PYTHON) -m venv --clear .venv/orchestrators
	@.venv/orchestrators/bin/python -m pip install --disable-pip-version-check --no-input --quiet --require-hashes -r requirements-samples.txt
	@touch $@

# what we are compared with, beside what it needs of ours
.venv/bench: .venv/dev requirements-bench.txt
	@$(PIP) --no-deps -r requirements-bench.txt
	@touch $@
