# Deskbridge. `make help` lists the targets. Nothing needs to be installed but Python 3.11 or newer.

SHELL := /bin/sh
BIN := .venv/bin
ARGS ?=
# Folders with TypeScript sources; their built files are committed, so only `make widgets` needs Node.js.
SCRIPTED := $(patsubst %/,%,$(dir $(wildcard adapters/*/*/package.json playground/package.json playground/*/package.json)))
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --all-build-deps \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
  --extra web --extra slack --extra teams --extra sms --extra redis --extra postgres --extra otel
export CUSTOM_COMPILE_COMMAND = make requirements

.DEFAULT_GOAL := help
.PHONY: help run test check format bench crash fuzz docs coverage pictures gallery widgets requirements env env-dev clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' $(MAKEFILE_LIST) | awk -F'#' '{ printf "%-20s %s\n", $$1, $$2 }'

run: env ## Start the demo: bridge and playground, in your browser (ARGS=--once plays one chat and ends)
	@$(BIN)/python -m bridge demo $(ARGS)

test: env-dev ## Run every suite, with seconds for each (ARGS="core config" picks suites)
	@$(BIN)/python tests/run.py $(ARGS)

check: env-dev ## Format, lint, types, import rules, spelling, documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/python -m pytest -q -p no:randomly tests/meta/test_documents.py tests/meta/test_features.py tests/meta/test_changelog.py

format: env-dev ## Rewrite the Python files as `make check` wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: env ## Measure throughput and latency on this machine
	@$(BIN)/python -m bridge bench $(ARGS)

crash: env-dev ## Kill the bridge at random moments under load, and check by a ledger (ARGS="--kills 200 --outages 50")
	@$(BIN)/python -m tests.crash $(ARGS)

fuzz: env-dev ## Send anything to every address of the bridge for longer than the tests do (ARGS="--minutes 30 --seed 7")
	@$(BIN)/python -m tests.fuzz $(ARGS)

docs: env-dev ## Write the generated documents again (commands, configuration, schema)
	@$(BIN)/python -m bridge docs $(ARGS)

pictures: env-dev ## Take the documents' pictures again from the running demo (needs Chromium)
	@PYTHONPATH=. $(BIN)/python scripts/pictures.py

gallery: env-dev ## Take the pictures of every card, form and page again, for docs/gallery.md (needs Chromium; ARGS=widget plays a part)
	@PYTHONPATH=. $(BIN)/python -m scripts.gallery $(ARGS)

coverage: env-dev ## Branch coverage of core and config, which must be complete
	$(BIN)/coverage run -m pytest -q tests/core tests/config
	$(BIN)/coverage report --include='core/*,config/*' --fail-under=100

widgets: ## Build the TypeScript parts again (needs Node.js 20 or newer)
	@command -v npm >/dev/null || { echo "make widgets needs Node.js with npm; nothing else here does." >&2; exit 1; }
	@for folder in $(SCRIPTED); do \
	  echo "== $$folder"; (cd "$$folder" && npm ci --no-audit --no-fund && npm run check --if-present && npm run build) || exit 1; \
	done

requirements: env-dev ## Pin every package again with its hashes (ARGS=--upgrade takes the newest)
	$(COMPILE) $(ARGS) --output-file requirements.txt pyproject.toml
	$(COMPILE) $(ARGS) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

env:
	@python=$$(scripts/find-python) && "$$python" scripts/environment.py run

env-dev:
	@python=$$(scripts/find-python) && "$$python" scripts/environment.py dev

clean: ## Remove the environment and everything that tools left behind
	rm -rf .venv build *.egg-info .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
