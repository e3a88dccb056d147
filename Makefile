# `make` lists the targets. Everything runs in .venv, which the first target that needs it makes.
# The first of these that is Python 3.11 or newer is used; name another with PYTHON=...

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ORACLE := .venv-oracle
CASE := cases/mieke-en-jette
BENCH := .venv-bench
ARCHIVE := dist/vtaudit.pyz
ONLY ?= *
EDITING := .venv-editor
LOWEST := .venv-lowest
PYTHONS := .venv-pythons
MUTANTS := .venv-mutants
PARTS ?= dates audit
FUZZING := .venv-fuzz
SECONDS ?= 3600
RIVALS := numpy pandas holidays workalendar business-python edtf undate check-jsonschema yamllint

# Tests of very different length: whoever is done takes over from who is not.
CORES := -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test test-all faults test-lowest test-pythons mutants release editing lint fix oracle fuzz bench docs schemas rulebook generated check-generated pictures archive clean

help:  ## list the targets
	@sed -nE 's/^([a-z -]+):[^#]*## (.*)/\1:\2/p' $(MAKEFILE_LIST) | while IFS=: read -r t d; do \
		printf '  %-34s %s\n' "$$t" "$$d"; done

# Half an environment (no pip, or the Python it was made with is gone) is made anew.
$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "vtaudit needs Python 3.11 or newer on PATH" \
		"(or make PYTHON=/path/to/python); found: $$(python3 --version 2>&1)" >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
		echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu the package" \
		"python3-venv is missing" >&2; exit 2; }
	@$(PIP) --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@$(PIP) --editable '.[dev]'
	@touch $@

run: $(VENV)/installed  ## install vtaudit and print the audit of the real case
	@$(BIN)/vtaudit audit $(CASE)

test: $(VENV)/developing  ## run the tests
	@$(BIN)/python -m pytest -q $(CORES)

# Where the system has network namespaces, all tests run in one that holds only loopback.
ALONE = unshare --map-current-user --net
test-all: $(VENV)/developing $(ARCHIVE) editing  ## run all tests without a network, also those that need other programs
	@$(PIP) --editable '.[dev,external]'
	@npm install --silent --prefix build/node axe-core || echo "no axe-core: its tests are skipped" >&2
	@if $(ALONE) true 2>/dev/null; then \
		$(ALONE) sh -c 'ip link set lo up 2>/dev/null; exec "$$@"' - $(BIN)/python -m pytest -q $(CORES) --external; \
	else echo "no network namespace here: run with the network that there is"; \
		$(BIN)/python -m pytest -q $(CORES) --external; fi

# The lower bounds of pyproject.toml are what is installed: a bound that is too low fails here.
test-lowest: $(VENV)/developing  ## run the tests with the lowest versions that are allowed
	@mkdir -p build
	@$(BIN)/python -m tools.lowest > build/lowest.txt
	@$(PYTHON) -m venv --clear $(LOWEST)
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint build/lowest.txt --editable '.[dev]'
	@$(LOWEST)/bin/python -m pytest -q $(CORES) -p no:cacheprovider

# Each Python on PATH from 3.11 on, in an environment of its own. Warnings are errors in the suite,
# and here also in the programs that it starts.
test-pythons:  ## run the tests with every Python on PATH
	@tried=; for p in $$(IFS=:; for d in $$PATH; do ls "$$d" 2>/dev/null; done | \
		grep -E '^python3\.[0-9]+$$' | sort -u -V); do \
		$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "== $$($$p --version)"; tried="$$tried $$p"; \
		$$p -m venv --clear $(PYTHONS)/$$p && \
		$(PYTHONS)/$$p/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' && \
		PYTHONWARNINGS=error $(PYTHONS)/$$p/bin/python -m pytest -q $(CORES) -p no:cacheprovider || exit 1; \
	done; echo "passed:$${tried:- no Python 3.11 or newer on PATH}"; test -n "$$tried"

# Each part of the engine is changed in a copy of its own; what is known of a mutant is kept there.
$(MUTANTS)/installed: pyproject.toml
	@$(PYTHON) -m venv --clear $(MUTANTS)
	@$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,mutants]'
	@touch $@

mutants: $(MUTANTS)/installed  ## change the engine bit by bit and list what no test notices (PARTS=dates: one of them)
	@for part in $(PARTS); do d=build/mutants/$$part && mkdir -p $$d && \
		cp -Ru --preserve=timestamps vtaudit tests cases schemas pyproject.toml $$d && \
		cp tools/mutants/$$part.cfg $$d/setup.cfg && cd $$d && \
		nice -n 15 ../../../$(MUTANTS)/bin/mutmut run && ../../../$(MUTANTS)/bin/mutmut results && \
		cd - >/dev/null || exit 1; done

# `make test-all` refuses the first and the last of calls that are alike, once each; this refuses
# every call that writes in every way there is to refuse it.
faults: $(VENV)/developing  ## refuse, and kill at, every system call that writes (needs strace)
	@VTAUDIT_FAULTS=all $(BIN)/python -m pytest -q $(CORES) --external tests/test_faults.py

# What an editor shows of a case is tried with the language server of editors, where npm is.
editing: $(EDITING)/installed
$(EDITING)/installed:
	@if npm --version >/dev/null 2>&1; then mkdir -p $(EDITING) && \
		npm install --prefix $(EDITING) --silent --no-audit --no-fund yaml-language-server@2 && \
		touch $@; \
	else echo "npm is missing: what editors show is not tried" >&2; fi

lint: $(VENV)/developing  ## check style, types and generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m tools.generated --check

fix: $(VENV)/developing  ## mend style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# pm4py is large and under the AGPL: it gets an environment of its own and is never a dependency.
$(ORACLE)/installed: $(VENV)/installed
	@$(PYTHON) -m venv --clear $(ORACLE)
	@$(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check 'pm4py==2.7.*'
	@touch $@

oracle: $(VENV)/developing $(ORACLE)/installed  ## have pm4py read our exports and align traces, and write its costs
	@mkdir -p build/exports
	@for f in xes.xes ocel.json csv.csv; do $(BIN)/vtaudit export cases --format $${f%.*} \
		--output build/exports/cases.$${f#*.} --force || exit 1; done
	@$(ORACLE)/bin/python tools/oracle_exports.py build/exports
	@$(BIN)/python -m tools.oracle build/oracle
	@$(ORACLE)/bin/python tools/oracle_costs.py build/oracle tests/oracle/alignment_costs.csv

# Atheris has no place among what the tests need: it finds by coverage what they then hold.
$(FUZZING)/installed: pyproject.toml $(VENV)/installed
	@$(PYTHON) -m venv --clear $(FUZZING)
	@$(FUZZING)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[office]' \
		'atheris>=3.0' 'jsonschema>=4.21'
	@touch $@

fuzz: $(FUZZING)/installed  ## try every way in for an hour, led by coverage (SECONDS=600, ONLY=reader)
	@$(FUZZING)/bin/python -m fuzz.hour --seconds $(SECONDS) $(if $(filter-out *,$(ONLY)),--only $(ONLY))

# What others offer for the same work is measured beside it, in an environment of its own; what
# cannot be installed here is named and left out.
$(BENCH)/installed: pyproject.toml $(VENV)/installed
	@$(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	@for p in $(RIVALS); do $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check \
		$$p || echo "not installed: $$p" >&2; done
	@touch $@

bench: $(BENCH)/installed  ## measure speed beside other libraries (ONLY=align: one of them)
	@for f in bench/bench_$(ONLY).py; do $(BENCH)/bin/python $$f || exit 1; done

docs schemas rulebook generated: $(VENV)/developing  ## write every generated file
	@$(BIN)/python -m tools.generated

check-generated: $(VENV)/developing  ## check that generated files are current
	@$(BIN)/python -m tools.generated --check

# What programs of the system draw differs a little from machine to machine, so that nothing checks
# that these are current: make them anew when what they show has changed.
pictures: $(VENV)/developing  ## draw the pictures of the pages anew (needs chromium, libreoffice, pdftoppm)
	@$(PIP) --editable '.[dev,external]'
	@$(BIN)/python -m tools.screens

# One file that any Python 3.11 or newer runs, for machines where nothing may be installed. What is
# compiled in it serves this kind of system; elsewhere pure Python stands in for it.
$(ARCHIVE): $(VENV)/developing tools/archive_start.py $(shell find vtaudit -name '*.py' -o -name '*.json' -o -name '*.mo')
	@$(BIN)/python -m tools.archive

archive: $(ARCHIVE)  ## make dist/vtaudit.pyz, which runs without being installed

release: $(VENV)/developing  ## build what is released, twice, compare the bytes, and write it to dist/
	@$(PIP) --editable '.[release]'
	@$(BIN)/python -m tools.release

clean:  ## remove what was built
	@rm -rf $(VENV) $(BENCH) $(ORACLE) $(EDITING) $(LOWEST) $(PYTHONS) $(MUTANTS) $(FUZZING) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
