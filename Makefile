# make run: set everything up and serve the demo.  make test: every test.  make help: the rest.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
UV := .venv/bin/uv
INSTALL := $(UV) pip install --quiet --python $(PY) --require-hashes
FLASK := .venv/bin/flask --app wsgi
RESULTS := build/results
# the venv first: it may hold node, where the machine has none
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup dev node client chromium run test lint bench screens pins clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: .venv/.ok ## the Python side: .venv with the pinned packages
dev: .venv/.dev ## what tests and checks need on top

.venv/.uv: setup/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Jangkau needs Python 3.11 or newer; name it with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "No venv module. On Debian or Ubuntu first: apt-get install python3-venv" >&2; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r setup/uv.txt
	@touch $@

.venv/.ok: .venv/.uv requirements.txt
	@echo "Installing the server's packages"
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/.dev: .venv/.ok requirements-dev.txt
	@echo "Installing the tools for tests and checks"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
