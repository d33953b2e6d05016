# make run: set everything up and serve the demo.  make test: every test.  make help: the rest.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
INSTALL := .venv/bin/uv pip install --quiet --python $(PY) --require-hashes --compile-bytecode
PINS := UV_CUSTOM_COMPILE_COMMAND="make pins" .venv/bin/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
FLASK := .venv/bin/flask --app wsgi
PYTEST := $(PY) -m pytest --quiet
ON_DATABASE := $(PYTEST) --ignore tests/browser --ignore tests/learning --database
# what is the same whatever the database: once is enough
ANY_DATABASE := $(addprefix --ignore ,tests/rules tests/repo $(addprefix tests/story/, \
	test_headers.py test_key_files.py test_openapi.py test_photo_pictures.py test_two_languages.py))
# the catalogue of server and client: Indonesian is the key, English the translation
WORDS := webapp/translations/en/LC_MESSAGES/messages
CLIENT := $(shell find static -path static/dist -prune -o -type f -print) docs/panduan-relawan.md docs/volunteer-guide.md $(WORDS).po
# three times the client's own packages, so only who measures has it
LIGHTHOUSE := benchmarks/lighthouse/node_modules/.ok
# the venv holds node where the machine has none, or too old a one
WITH_NODE := PATH="$(CURDIR)/.venv/bin:$$PATH"
# 20.11 is the first with import.meta.dirname
NODE_IS_NEW := 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2011 ? 1 : 0)'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup dev node client learning chromium java run test faults lint bench lighthouse screens words pins clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: setup client ## the demo at http://127.0.0.1:8000, or PORT=8123; its data stay in instance/
	@$(FLASK) db upgrade
	@$(FLASK) regions load
	@$(FLASK) demo load
	@echo "Jangkau: http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@exec .venv/bin/gunicorn --bind 127.0.0.1:$(PORT) wsgi:app
run: export JANGKAU_MODE := demo
run: export JANGKAU_PHOTOS := on
run: export MALLOC_ARENA_MAX := 2

# each part leaves a JUnit file in build/, from which the summary counts; the two databases take a
# core each, and then two browsers, a file at a time: tests of one share an office
test: dev client learning chromium java ## every test: on both databases, the client's, a browser's
	@mkdir -p build && rm -f build/*.xml
	@failed=0; \
	( echo "Tests on postgresql"; \
	  $(ON_DATABASE) postgresql $(ANY_DATABASE) --junitxml build/postgresql.xml; on=$$?; \
	  echo "Tests of what is learned"; \
	  $(PYTEST) tests/learning --junitxml build/learning.xml && exit $$on ) >build/beside.log 2>&1 & beside=$$!; \
	echo "Tests on sqlite, and beside it on postgresql and of what is learned"; \
	$(ON_DATABASE) sqlite --junitxml build/sqlite.xml || failed=1; \
	echo "Tests of the client"; \
	$(WITH_NODE) npm test --silent || failed=1; \
	wait $$beside || failed=1; \
	cat build/beside.log; \
	echo "Tests in a browser"; \
	$(PYTEST) tests/browser -n 2 --dist loadfile --junitxml build/browser.xml || failed=1; \
	$(PY) -m tests.support.summary build || failed=1; \
	exit $$failed

# several runs of pytest, of which the first compiles what all of them load
test: export PYTHONDONTWRITEBYTECODE :=

faults: dev ## crashes, races and lost answers at length, on both databases: an hour or two
	@FAULTS=long $(PYTEST) tests/rules tests/dedup
	@for database in sqlite postgresql; do \
	  echo "Faults on $$database"; \
	  FAULTS=long $(PYTEST) tests/faults --database $$database || exit 1; \
	done

lint: dev node_modules/.ok ## style, types and who may import whom, in Python and TypeScript
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/mypy
	@$(WITH_NODE) npm run --silent check
	@.venv/bin/lint-imports --no-cache --no-logo

bench: dev client learning chromium $(LIGHTHOUSE) ## the measurements, one JSON line a figure
	@$(WITH_NODE) $(PY) -m benchmarks

lighthouse: dev client chromium $(LIGHTHOUSE) ## of them, Lighthouse's scores of the field app and the office's pages
	@$(WITH_NODE) $(PY) -m benchmarks lighthouse

screens: dev client chromium ## pictures: of the field app in docs/screens, of every screen in build/screens
	@$(PY) -m tests.browser.field_screens docs/screens
	@$(PY) -m tests.browser.screens build/screens

words: dev ## brings the catalogue up to date with the sources; what is new waits there for its English
	@.venv/bin/pybabel --quiet extract -F pyproject.toml -k t -k lazy_gettext -k counted:1,1 \
	  --add-location=file --sort-output -o $(WORDS).pot webapp static
	@.venv/bin/pybabel --quiet update -i $(WORDS).pot -o $(WORDS).po -l en \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@rm $(WORDS).pot

setup: .venv/.ok $(WORDS).mo ## the server's packages, in .venv

dev: .venv/.dev $(WORDS).mo ## what tests and checks need on top

learning: .venv/.dedup ## what flask dedup train and relink need on top

client: static/dist/index.html ## the phone's pages, built into static/dist

# apt-get only as root, and never for somebody's own machine without a word
chromium: ## a browser for the tests, installed where apt-get may
	@$(PYTHON) -m tests.support.chromium || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else \
	    echo "No Chromium here. Install one (Debian, Ubuntu: sudo apt-get install chromium)," \
	      "or name one: make CHROMIUM=/path/to/chrome ..." >&2; exit 1; \
	  fi; }

java: ## Java for Spark, installed where apt-get may
	@command -v java >/dev/null || test -x "$$JAVA_HOME/bin/java" || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Java"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; \
	  else \
	    echo "No Java here; Spark needs 17 or newer. Install one (Debian, Ubuntu: sudo apt-get" \
	      "install default-jre-headless), or name one: make JAVA_HOME=/path/to/jdk ..." >&2; exit 1; \
	  fi; }

pins: .venv/.uv ## new requirements*.txt from requirements*.in
	@$(PINS) requirements.in -o requirements.txt
	@$(PINS) requirements-dev.in -o requirements-dev.txt
	@$(PINS) requirements-dedup.in -o requirements-dedup.txt
	@$(PINS) setup/uv.in -o setup/uv.txt
	@$(PINS) setup/node.in -o setup/node.txt

clean: ## removes all that was made, but never the data in instance/
	rm -rf .venv node_modules benchmarks/lighthouse/node_modules static/dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.uv: setup/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Jangkau needs Python 3.11 or newer; name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "No venv module. On Debian or Ubuntu first: apt-get install python3-venv" >&2; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r setup/uv.txt
	@touch $@

.venv/.ok: .venv/.uv requirements.txt
	@echo "Installing the server's packages"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(WORDS).mo: $(WORDS).po | .venv/.ok
	@.venv/bin/pybabel --quiet compile -i $< -o $@

.venv/.dev: .venv/.ok requirements-dev.txt
	@echo "Installing the tools for tests and checks"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

.venv/.dedup: .venv/.ok requirements-dedup.txt
	@echo "Installing Splink, DuckDB, Spark and LightGBM"
	@$(INSTALL) -r requirements-dedup.txt
	@touch $@

node: .venv/.uv
	@export $(WITH_NODE); \
	command -v npm >/dev/null && node -e $(NODE_IS_NEW) || { \
	  echo "Installing node into .venv"; $(INSTALL) -r setup/node.txt; }

node_modules/.ok: package.json package-lock.json | node
	@echo "Installing the client's packages"
	@$(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(LIGHTHOUSE): benchmarks/lighthouse/package.json benchmarks/lighthouse/package-lock.json | node
	@echo "Installing Lighthouse"
	@$(WITH_NODE) npm ci --prefix benchmarks/lighthouse --no-audit --no-fund --loglevel=error
	@touch $@

static/dist/index.html: node_modules/.ok $(CLIENT)
	@echo "Building the client"
	@$(WITH_NODE) node static/build.mjs
	@touch $@
