# README's two commands: `make packet` and `make test`. Each installs what is missing first.
.PHONY: packet quick test test-all lint style bench bench-check bench-amend bench-diff recall precision bench-scale bench-many corpus office changes fuzz check dist requirements licences setup
PYTHON ?= python3
BIN := .venv/bin
SPEC := meetings/2019-10-31.yaml
CORPUS := meetings
SECONDS := 600
# Tests run side by side, one for each processor; make test WORKERS=0 runs them one after another.
WORKERS := logical
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist worksteal

packet: .venv/installed
	$(BIN)/hyoga-docs build $(SPEC)

# While one works, in about a minute: style, and the tests of tests/unit that start no LibreOffice
quick: style
	$(PYTEST) tests/unit -m "not office and not slow"

# Before a commit: everything but what is marked slow
test: lint
	$(PYTEST) -m "not slow"

# Everything, the two hundred kills too
test-all: lint
	$(PYTEST)

lint: style
	$(BIN)/mypy
	$(BIN)/lint-imports

style: setup
	$(BIN)/ruff check hyoga_docs tests bench tools
	$(BIN)/ruff format --check hyoga_docs tests bench tools

bench: setup
	$(BIN)/python bench/packet.py

bench-check: setup
	$(BIN)/python bench/check.py

# How much of what was planted in bench/packets is found
recall: setup
	$(BIN)/python bench/recall.py

# How often something is told of the texts of bench/precision, which are right as they stand
precision: setup
	$(BIN)/python bench/precision.py

# How long one amendment, a 新旧対照表, a sheet and back take
bench-amend: setup
	$(BIN)/python bench/amend.py

# How long a reviewer waits for diff
bench-diff: setup
	$(BIN)/python bench/diff.py
	$(BIN)/python bench/pages.py

bench-scale: setup
	$(BIN)/python bench/scale.py

# How long commands take where there is very much of one thing
bench-many: setup
	$(BIN)/python bench/many.py

# What becomes of a folder of supplied files: make corpus CORPUS=DIR
corpus: setup
	$(BIN)/python bench/corpus.py $(CORPUS)

# Some four hundred small Office files, one for each thing that can be on a page, built and read back
office: setup
	$(BIN)/python bench/office.py

# Words and looks changed at random in Office files: what diff, textconv and the notice of a 差替え tell of each
changes: setup
	$(BIN)/python bench/random_changes.py 5000 --corpus $(CORPUS)

# Files made wrong on purpose: make fuzz SECONDS=600 CORPUS=DIR ONLY=pdf|office|picture|template|yaml|workbook|built|git|charter|arrival
fuzz: setup
	$(BIN)/python bench/fuzz.py $(SECONDS) --corpus $(CORPUS) $(if $(ONLY),--only $(ONLY))

# The wheel and the sdist, the same bytes each time, and their SHA-256
dist: setup
	$(BIN)/python -m hatchling build --clean
	$(BIN)/python -m pip hash dist/*

# What is installed, by version and SHA-256, written again from pyproject.toml; UPGRADE=--upgrade takes the newest
requirements: setup
	tools/requirements.sh $(UPGRADE)

# The licence of each package that is installed, and whether pyproject.toml allows it
licences: setup
	$(BIN)/python tools/licences.py

setup: .venv/installed-for-tests

.PHONY: system system-for-tests
system:
	@PYTHON=$(PYTHON) tools/install-system.sh

system-for-tests: system
	@tools/install-system.sh for-tests

.venv/installed: requirements-build.txt requirements.txt pyproject.toml | system
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes --only-binary=:all: -r requirements-build.txt
	$(PIP) --require-hashes --no-build-isolation -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-for-tests: requirements-test.txt .venv/installed | system-for-tests
	$(PIP) --require-hashes --no-build-isolation -r requirements-test.txt
	touch $@
