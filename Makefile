# `make` lists the targets. Everything runs in .venv, which the first target that needs it makes.
# A Python of 3.11 or newer is looked for; name another with PYTHON=...

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
CASE := cases/mieke-en-jette

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint fix bench docs schemas rulebook generated check-generated clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | while IFS=: read -r t d; do \
		printf '  %-16s %s\n' "$$t" "$$d"; done

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "vtaudit needs Python 3.11 or newer on PATH" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(VENV)/installed  ## install vtaudit and print the audit of the real case
	@$(BIN)/vtaudit audit $(CASE)

test: $(VENV)/developing  ## run the tests
	@$(BIN)/python -m pytest -q -m 'not external'

test-all: $(VENV)/developing  ## run all tests, also those that need other programs
	@$(BIN)/python -m pytest -q

lint: $(VENV)/developing  ## check style, types and generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m tools.generated --check

fix: $(VENV)/developing  ## mend style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/developing  ## measure speed, as ratios in one run
	@for f in bench/bench_*.py; do $(BIN)/python $$f; done

docs schemas rulebook generated: $(VENV)/developing  ## write every generated file
	@$(BIN)/python -m tools.generated

check-generated: $(VENV)/developing  ## check that generated files are current
	@$(BIN)/python -m tools.generated --check

clean:  ## remove what was built
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
