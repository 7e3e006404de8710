# `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes
TEMPLATES := $(shell find templates pages search api media_library cms -name '*.html' 2>/dev/null)

.PHONY: help run elasticsearch test soak bench relevance lint format messages lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

run: .venv/runtime.stamp ## set up what is missing, then serve site, admin and API on http://localhost:8000 (PORT=… moves it)
	@exec $(MANAGE) serve --prepare

elasticsearch: .venv/development.stamp ## start an Elasticsearch in the foreground (ELASTICSEARCH_VERSION, ELASTICSEARCH_PORT)
	@.ci/install-packages
	@exec $(BIN)/python -m tests.elasticsearch

test: lint ## lint, install what the tests need, run all tests
	@.ci/install-packages
	@echo "The tests marked postgresql, on PostgreSQL:"
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest -q -n 2 -m postgresql
	@echo "All tests, on SQLite:"
	@$(BIN)/python -m tests.elasticsearch $(BIN)/pytest -n 2
	@echo "The tests of Elasticsearch, on the next version of it:"
	@ELASTICSEARCH_VERSION=9.5.3 $(BIN)/python -m tests.elasticsearch --if-possible $(BIN)/pytest -q -n 2 -k elasticsearch \
		tests/contract tests/integration/search/test_elasticsearch_*.py

# Hashes of texts are the same in every run, so that a seed which found something finds it again.
soak: export PYTHONHASHSEED := 0
soak: .venv/development.stamp ## run the long scenarios at their whole size, for hours
	@.ci/install-packages
	@FRESH_SEEDS=yes REPLICA_ACTS=5000 $(BIN)/python -m tests.postgresql $(BIN)/pytest -m "soak and postgresql"
	@FRESH_SEEDS=yes REPLICA_ACTS=5000 DIFFERENTIAL_QUERIES=4000 PRIVACY_REQUESTS=3000 SEARCH_PRIVACY_QUERIES=3000 GENERATED_REQUESTS=1000 \
		$(BIN)/python -m tests.elasticsearch $(BIN)/pytest -n 2 -m soak

bench: .venv/development.stamp ## measure the figures of docs/benchmarks.md
	@$(MANAGE) prepare
	@$(BIN)/python -m tests.benchmarks.reads
	@.ci/install-packages wrk
	@tests/benchmarks/throughput.sh

relevance: .venv/development.stamp ## measure how well search finds (DIR=questions; TM=memory.jsonl, SEARCH_ENGINE=elasticsearch, BASELINE=1)
	@test -n "$(DIR)" || { echo "DIR=… must name a folder with docs.jsonl, queries.jsonl and qrels.jsonl: see docs/search.md"; exit 1; }
ifeq ($(SEARCH_ENGINE),elasticsearch)
	@.ci/install-packages
endif
	@SEARCH_ENGINE=$(SEARCH_ENGINE) $(if $(filter elasticsearch,$(SEARCH_ENGINE)),$(BIN)/python -m tests.elasticsearch) $(BIN)/python -m tests.relevance \
		"$(DIR)" $(if $(TM),--memory "$(TM)") $(if $(RUN),--run "$(RUN)") $(if $(BASELINE),--baseline)

lint: .venv/development.stamp ## check style, types, layers, templates, migrations and translations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) check --fail-level WARNING
	@$(MANAGE) messages --check

format: .venv/development.stamp ## bring code and templates into shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true
	@$(BIN)/djhtml --tabwidth 2 $(TEMPLATES) || true

messages: .venv/development.stamp ## collect texts from the sources into the catalogues, and compile them
	@$(MANAGE) messages

lock: .venv/development.stamp ## renew requirements*.lock from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --quiet --output-file requirements.lock
	@uv pip compile pyproject.toml --group test --group lint --constraints requirements.lock \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
		--output-file requirements-dev.lock

clean: ## remove the environment, caches, and all data under var/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache var
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: PYTHON=/path/to/python3 make run"; exit 1; }
	@echo "Making the Python environment (.venv) ..."
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }

.venv/runtime.stamp: requirements.lock | $(BIN)/python
	@echo "Installing packages ..."
	@$(PIP) --requirement requirements.lock
	@touch $@

.venv/development.stamp: requirements-dev.lock | $(BIN)/python
	@echo "Installing packages for development ..."
	@$(PIP) --requirement requirements-dev.lock
	@touch $@
