# The whole interface of the house; README says what each target does.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell git ls-files '*.py' 2>/dev/null)
export PYTHONUNBUFFERED = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup insights run test bench check programs

help:
	@echo "make setup   virtual environment in .venv with all dependencies"
	@echo "make insights   the statistics libraries too; make run brings them by itself after the first page"
	@echo "make run     Gemel on this machine, with real places and ties and a sample office (PORT=8000  INSIGHTS=0)"
	@echo "make test    all tests; installs chromium, redis-server and dovecot-imapd by apt-get where it may"
	@echo "make bench   benchmarks as JSON lines (ONLY=rollup,load  SIZE=large)"
	@echo "make check   style, layers, migrations, API file, translations, templates"

setup: $(VENV)/.installed

# The stamp is newer than the lists of packages only after everything in them was installed.
$(VENV)/.installed: requirements.txt requirements-dev.txt
	@$(PYTHON) config/setup.py $(VENV)

# What statistics need, ten times the rest in size: `make run` brings it after the first page, tests and benchmarks before.
insights: $(VENV)/.installed-insights

$(VENV)/.installed-insights: $(VENV)/.installed requirements-insights.txt
	@$(PYTHON) config/setup.py $(VENV) insights

run: setup
	@exec $(BIN)/python -m config.run

programs:
	@sh tests/install_programs.sh

test: setup insights programs
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: setup insights
	@exec $(BIN)/python -m bench.run

check: setup
	@$(BIN)/python -m config.check
