# The verbs of this project. `make` alone lists them; ARGS are handed on:
#   make test ARGS="-k encoding"      make run ARGS="--help"

PYTHON := .venv/bin/python
BENCHMARKS := $(patsubst benchmarks/%.py,benchmarks.%,$(sort $(wildcard benchmarks/bench_*.py)))

.PHONY: help setup run test check bench lock
.DEFAULT_GOAL := help

help: ## list these verbs
	@awk -F ' *## *' '/^[a-z]+:.*## / { sub(/:.*/, "", $$1); printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv ready (the other verbs do this by themselves)
	@sh tools/setup.sh

run: setup ## open the window
	@$(PYTHON) main.py $(ARGS)

# All tests in two workers; some of them, as ARGS say, at once and in one.
test: ## run all tests, in random order
	@sh tools/setup.sh tests
	@$(PYTHON) -m pytest $(or $(ARGS),-n 2)

check: setup ## look at format, lint, types and import contracts
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

bench: setup ## run every benchmark in turn
	@for module in $(BENCHMARKS); do echo "== $$module"; $(PYTHON) -m $$module $(ARGS) || exit 1; done

lock: setup ## pin the dependencies anew (ARGS=--upgrade: take newer versions)
	@sh tools/lock.sh $(ARGS)
