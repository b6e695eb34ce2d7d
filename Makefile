# Everything Python lives in ./.venv; nothing is installed outside this folder except by `make test`,
# which may install a container engine and a few terminal tools (scripts/ensure-*).

VENV := .venv
BIN  := $(VENV)/bin
# The first of these that works, is Python 3.11 or later and can make a virtual environment is used.
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11 python3

# uv works inside .venv, trusts the machine's own certificates and uses the Python it was given.
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export UV_SYSTEM_CERTS ?= 1
export UV_COMPILE_BYTECODE ?= 1
export UV_PYTHON_DOWNLOADS ?= never

PYTEST   := $(BIN)/python -m pytest
WORKERS  ?= 2
COVERAGE := .coverage.json
# Measuring coverage doubles the time of what is pure Python: the quick tests have to cover all that is promised.
FAST     := not docker and not slow

.PHONY: help demo test test-fast check bench soak clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo       a scripted interview from start to end: no key, no network for the interview'
	@echo 'make test       every test, with coverage gates; starts or installs what the tests need'
	@echo 'make test-fast  the tests that need no container engine and no patience'
	@echo 'make check      format, lint, types, import contracts, lock file'
	@echo 'make bench      the benchmarks'
	@echo 'make soak       the durability, sandbox and bank suites at their full counts (hours)'
	@echo 'make clean      remove .venv and everything that was generated'

demo: $(VENV)/.ready
	$(BIN)/coach demo

test: $(VENV)/.ready
	scripts/ensure-packages tmux nano bubblewrap chromium prometheus curl
	scripts/ensure-docker
	$(BIN)/coach sandbox build
	COACH_REQUIRE_DOCKER=1 $(PYTEST) -n $(WORKERS) -m "$(FAST)" --cov --cov-report=json:$(COVERAGE)
	$(BIN)/python scripts/coverage-gate $(COVERAGE)
	COACH_REQUIRE_DOCKER=1 $(PYTEST) -n $(WORKERS) -m "not ($(FAST))"

test-fast: $(VENV)/.ready
	$(PYTEST) -n $(WORKERS) -m "$(FAST)"

check: $(VENV)/.ready
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/uv lock --check --quiet --default-index https://pypi.org/simple
	@! grep -noE '[a-z+]+://[^/"]*' uv.lock | grep -vE '://(pypi\.org|files\.pythonhosted\.org)$$'

bench: $(VENV)/.ready
	$(PYTEST) tests/benchmarks -s -o "norecursedirs=.*"

soak: $(VENV)/.ready
	scripts/ensure-packages tmux nano bubblewrap chromium curl
	scripts/ensure-docker
	$(BIN)/coach sandbox build
	COACH_SOAK=1 COACH_REQUIRE_DOCKER=1 $(PYTEST) -m "not ($(FAST))" --timeout=0

$(VENV)/.ready: pyproject.toml uv.lock
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || rm -rf $(VENV)
	@test -d $(VENV) || for python in $(PYTHONS); do \
	  "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	    && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV) && break; \
	  rm -rf $(VENV); \
	done
	@test -d $(VENV) || { echo 'No Python 3.11 or later that has venv was found (tried: $(PYTHONS)).' >&2; \
	  echo 'On Debian and Ubuntu: apt-get install python3-venv. Or name one: make PYTHON=/path/to/python3' >&2; \
	  exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -qq --disable-pip-version-check 'uv>=0.9'
	@echo 'Installing the locked dependencies'
	@$(BIN)/uv sync --quiet --frozen --inexact --all-extras --python $(BIN)/python
	@touch $@

clean:
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .benchmarks
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
