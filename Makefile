# `make demo` and `make test` are all a fresh machine needs: Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TWINS := $(wildcard detector/*/*.pyx features/*.pyx features/*/*.pyx)

.PHONY: demo test lint types quality spark train signals pictures audit licences wheel compiled-wheel constraints clean

demo: $(READY)
	$(BIN)/darnel demo --out out/demo

test: $(READY)
	$(BIN)/python -m pytest

# The pinned set first, hashes checked, then darnel itself without letting pip resolve again.
# The pip of some Python 3.11 builds is too old for this set, so a newer one goes in first.
# Where there is a C++ compiler the last step also compiles the inner loops (hatch_build.py).
$(READY): constraints.txt pyproject.toml hatch_build.py $(TWINS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	awk '/^pip==/ {on = 1} on {print} on && !/\\$$/ {exit}' constraints.txt > $(VENV)/pip.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/pip.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

# Where the labelled corpus is at hand: the shipped model against its pinned floors.
quality: $(READY)
	$(BIN)/python -m pytest tests/quality -m corpus

# Java and an environment of its own with Spark itself: a cluster of two workers, one killed.
spark: $(READY)
	test -x .venv-spark/bin/python || $(BIN)/python -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --require-hashes -r constraints.txt
	.venv-spark/bin/python -m pip install --quiet "pyspark[connect]>=4.0"
	.venv-spark/bin/python -m pytest tests/detector/test_spark.py

train: $(READY)
	$(BIN)/darnel train seeds/runs/default.toml

pictures: demo
	$(BIN)/python docs/pictures.py

constraints:
	uv pip compile pyproject.toml --extra dev --extra remote --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file constraints.txt

# Known vulnerabilities of the pinned set; a package that could not be asked about fails too.
# ADVISORIES=osv asks another service.
ADVISORIES ?= pypi
audit: $(READY)
	@$(BIN)/python -m pip_audit --requirement constraints.txt --require-hashes --disable-pip \
		--strict --vulnerability-service $(ADVISORIES) || { echo "make audit: if a package was \
	'not found' or the service not reached, nothing is known of the set: a mirror of PyPI has no \
	advisories. Run it where PyPI itself can be reached, or make audit ADVISORIES=osv where \
	https://api.osv.dev can. If vulnerabilities are named above: make constraints." >&2; exit 1; }

licences: $(READY)
	$(BIN)/python docs/dependencies.py

wheel: $(READY)
	DARNEL_COMPILED=0 $(BIN)/python -m build --no-isolation --wheel --outdir dist

# For this platform and Python only, with the inner loops compiled.
compiled-wheel: $(READY)
	DARNEL_COMPILED=1 $(BIN)/python -m build --no-isolation --wheel --outdir dist

clean:
	rm -rf $(VENV) out dist build
