# make run   environment, pinned dependencies, the examples as a graph, the explorer on http://localhost:8000
# make test  environment, lint, types, tests
# Needs Python 3.11 or newer, make and a package index.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
CORPORA ?= ../shared/corpora
GOLD ?= ../shared/gold

.PHONY: run test lint types tests train evaluate benchmark clean

run: $(VENV)/.installed
	$(BIN)/sitrep ingest examples
	$(BIN)/sitrep serve --host $(HOST) --port $(PORT)

test: lint types tests

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

tests: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

# The weights in ingest/reader/model are made by this (hours on two cores; see docs/training.md).
# What decides about events is fitted twice: with the reader as it was, without which none can be exported, and as it is.
train: $(VENV)/.installed-train
	$(BIN)/python -m training.train --corpora $(CORPORA) --run training/runs/first --resume
	$(BIN)/python -m training.train --corpora $(CORPORA) --run training/runs/second --after training/runs/first \
		--share 0.5 --epochs 8 --resume
	rm -f training/runs/second/hints.pt
	$(BIN)/python -m training.events --corpora $(CORPORA) --run training/runs/second
	$(BIN)/python -m training.export --corpora $(CORPORA) --run training/runs/second
	$(BIN)/python -m training.coreference --corpora $(CORPORA)
	$(BIN)/python -m training.events --corpora $(CORPORA) --run training/runs/second
	$(BIN)/python -m training.export --corpora $(CORPORA) --run training/runs/second

# Takes all measures whose data is there and writes docs/accuracy.md.
evaluate: $(VENV)/.installed
	$(BIN)/python -m benchmarks.accuracy --corpora $(CORPORA) --gold $(GOLD)

benchmark: $(VENV)/.installed
	$(BIN)/python -m benchmarks.speed --corpora $(CORPORA)
	$(BIN)/python -m benchmarks.storage
	$(BIN)/python -m benchmarks.gazetteer

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sitrep needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-train: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
