# The two commands most people need: `make demo` and `make test`. Everything they use is installed into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo serve test check audit bench lock install install-dev clean help
.DEFAULT_GOAL := help

help: ## what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "An Sinh needs Python 3.11 or newer; this is %d.%d. Say which one: make PYTHON=python3.11 ..." % v[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/pyvenv.cfg requirements/base.lock
	$(BIN)/pip install -q --require-hashes -r requirements/base.lock
	$(BIN)/pip install -q --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.lock
	$(BIN)/pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

install: $(VENV)/.base ## what the server needs
install-dev: $(VENV)/.dev ## and what tests and checks need

demo: install ## build the made-up province and open it at http://127.0.0.1:8000/
	$(BIN)/ansinh demo --yes --port $(PORT)

serve: install ## serve what is in data/
	$(BIN)/ansinh serve --port $(PORT)

test: install-dev ## all tests: SQLite, PostgreSQL, Chromium, Spark where Java is
	scripts/test-needs
	scripts/test

check: install-dev ## style, types, layers, migrations, words, known vulnerabilities
	$(BIN)/ruff check ansinh tests
	$(BIN)/ruff format --check ansinh tests
	$(BIN)/lint-imports
	$(BIN)/mypy
	ANSINH_DATA=$$(mktemp -d) $(BIN)/ansinh makemigrations --check --dry-run
	ANSINH_DATA=$$(mktemp -d) $(BIN)/ansinh law check
	$(BIN)/python scripts/audit

audit: install-dev ## known vulnerabilities in what we depend on
	$(BIN)/python scripts/audit

bench: install-dev ## speed and memory, as ratios side by side
	$(BIN)/python -m tests.bench

lock: install-dev ## pin every dependency with its hash
	scripts/lock

clean: ## forget the environment (data/ stays)
	rm -rf $(VENV) build *.egg-info
