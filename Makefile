# Everything lives in .venv; `make demo` and `make test` need Python 3.11+ and a package index, nothing else.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
OPS := .venv/installed-ops
PEERS := .venv-bench/installed
HARDENING := .venv-hardening/installed
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: image-lock help demo test test-ops lint format bench bench-axes bench-verdicts kafka ops docs build lock chaos clean

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Prodshape needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(OPS): requirements-ops.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-ops.lock
	@touch $@

demo: $(INSTALLED) ## run the main job on embedded parts: users, broker, consumer, Postgres, service
	$(BIN)/prodshape demo $(DEMO_ARGS)

test: $(INSTALLED) ## run the tests; PRODSHAPE_REQUIRE=all makes every skip an error
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(INSTALLED) ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(INSTALLED) ## rewrite the files as the formatter wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(INSTALLED) ## messages per CPU-second beside bare poll(), in one run
	$(BIN)/python -m benchmarks.throughput

bench-axes: $(INSTALLED) ## accuracy and speed of the axes on the labelled data, beside other libraries where they install
	@$(MAKE) --no-print-directory $(PEERS) || echo "The other libraries did not install: their figures are left out."
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.axes_speed

bench-verdicts: $(INSTALLED) ## false alarms, power and intervals, simulated and on a real stream (ten minutes)
	$(BIN)/python -m benchmarks.verdicts

$(PEERS): requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

chaos: $(INSTALLED) kafka ## kill, freeze and stop things on a real Kafka, then recount the log
	$(BIN)/python -m benchmarks.chaos --kills 100

kafka: $(INSTALLED) ## fetch Apache Kafka's jars with Maven (needs Java 17)
	$(BIN)/python -m tests.brokers.fetch

$(HARDENING): requirements-hardening.lock
	$(PYTHON) -m venv .venv-hardening
	.venv-hardening/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-hardening.lock
	@touch $@

ops: $(OPS) $(HARDENING) ## install what checks the chart, the image and the dashboards

test-ops: ops ## check the image, chart, rules and dashboards with the real tools; what is not installed is said
	$(BIN)/python -m pytest $(PYTEST_ARGS) tests/integration/ops

docs: $(INSTALLED) ## build the documentation into site/
	$(BIN)/mkdocs build --strict --quiet

build: $(INSTALLED) ## build the wheel and the source archive into dist/
	$(BIN)/python -m build --no-isolation --outdir dist .

lock: image-lock ## pin every version with its hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--extra demo --group dev --group docs pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--constraint requirements.lock --group ops pyproject.toml -o requirements-ops.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--constraint requirements.lock --group training pyproject.toml -o requirements-training.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--group bench pyproject.toml -o requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--group hardening -o requirements-hardening.lock

image-lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--extra consumer --extra service pyproject.toml -o requirements-image.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--group image -o requirements-image-build.lock

clean: ## remove the environment and everything built
	rm -rf .venv .venv-bench .venv-hardening build dist site
