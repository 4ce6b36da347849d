# Every command sets up what it needs; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
# Installed again only when what is to be installed has changed.
STAMP := .venv/installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install run test check bench needs image screenshots clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 13

install: $(STAMP)  ## make .venv with everything that constraints.txt pins

# Torch goes first and alone: `==2.13.0` then also takes the CPU build, where one is offered, and nothing that
# comes after replaces it.
$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Installing the packages that constraints.txt pins: some minutes and 3.3 GB the first time.'
	@$(PIP) "$$(grep '^torch==' constraints.txt)"
	@$(PIP) -e '.[dev,ocr,scale]'
	@touch $@

run: install  ## read the sample corpus on the first start, then serve the page on 127.0.0.1:7860
	$(BIN)/wence serve

test: install needs  ## every test, with its coverage
	$(BIN)/python -m pytest --cov --cov-report=term

check: install  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The page's tests skip themselves without a browser: better said before the run than read after it.
needs:
	@command -v chromium >/dev/null || echo 'No chromium: the tests of the page will be skipped (apt-get install chromium fonts-noto-cjk).'
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo 'No PostgreSQL: its tests will be skipped (apt-get install postgresql).'

bench: export WENCE_HOME = build/bench/home
bench: install  ## measure: the sample cases; with ../shared also its articles, retrieval, reading, and all beside what others use
	rm -rf build/bench
	$(BIN)/wence ingest corpus/documents
	$(BIN)/wence eval answers evals/cases/sample.jsonl --out build/bench
ifneq ($(wildcard $(SHARED)/bench),)
	WENCE_HOME=build/bench/seeds $(BIN)/wence ingest $(SHARED)/seeds
	WENCE_HOME=build/bench/seeds $(BIN)/wence eval answers evals/cases/seeds.jsonl --out build/bench
	$(BIN)/wence eval retrieval $(SHARED)/bench/stard --held-out
	$(BIN)/wence eval reading $(SHARED)/bench/reading/dev.json --limit 500
	@$(PIP) -e '.[bench]'
	$(BIN)/python -m evals.bench $(SHARED)
else
	@echo 'No $(SHARED)/bench: retrieval and reading are not measured.'
endif

image:  ## build the container image `wence` (docker)
	docker build -f deploy/Dockerfile -t wence .

screenshots: install  ## take the pictures of the README anew
	$(BIN)/python docs/screenshots.py

clean:  ## remove what `make install` made
	rm -rf .venv *.egg-info
