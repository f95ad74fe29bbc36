# README's two commands: `make packet` and `make test`. Each installs what is missing first.
.PHONY: packet test bench bench-scale check setup
PYTHON ?= python3
BIN := .venv/bin
SPEC := meetings/2019-10-31.yaml

packet: setup
	$(BIN)/hyoga-docs build $(SPEC)

test: setup
	$(BIN)/ruff check hyoga_docs tests bench
	$(BIN)/ruff format --check hyoga_docs tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: setup
	$(BIN)/python bench/packet.py

bench-scale: setup
	$(BIN)/python bench/scale.py

setup: system .venv/installed

.PHONY: system
system:
	@PYTHON=$(PYTHON) tools/install-system.sh

.venv/installed: requirements.txt pyproject.toml | system
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/installed
