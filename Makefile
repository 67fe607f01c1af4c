# Every command a person or CI runs. They share one environment, .venv/, which is made and kept up to date here.

PYTHON ?= python3
PORT ?= 8000
VENV_PYTHON = .venv/bin/python
# Where CI runs this, what could not be tested is a failure; on a desk it is a banner.
IN_CI = $(filter-out 0 false,$(CI))
# Whoever is done takes over what waits behind the other's long test. Two cores have three at work where many tests wait
# for servers and browsers.
PYTEST = $(VENV_PYTHON) -m pytest --dist worksteal -n $(if $(filter check,$@),2,3)
# SQLite is the default; a DATABASE_URL of the desk would quietly test something else.
ON_SQLITE = env -u DATABASE_URL
ON_POSTGRESQL = $(VENV_PYTHON) scripts/with_postgres.py $(if $(IN_CI),--require) --
# Tests start many processes; each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check prove kill rehearse scan audit bench shots clean lint
.NOTPARALLEL:
.DELETE_ON_ERROR:  # half an environment must not pass for one

help:
	@echo "make run     the site with sample data on http://127.0.0.1:$(PORT)/ (PORT=8123 for another port)"
	@echo "make check   lint and the quick tests, under a minute: before each commit"
	@echo "make test    lint, all tests on SQLite, in a browser and on PostgreSQL: under ten minutes"
	@echo "make prove   every case of what make test tries a few of: after make test, as CI does (EVERY=1: what CI has no"
	@echo "             time for as well)"
	@echo "make kill    kills a server at work 100 times on each database, where make prove does it ten times"
	@echo "make rehearse follows docs/deploy.md on this machine: nginx, two processes, PostgreSQL, Redis, an object store"
	@echo "make scan    lets wapiti, sqlmap and schemathesis look for holes in a site of its own (docs/security.md)"
	@echo "make audit   Nu's HTML checker, HTML_CodeSniffer, axe and Lighthouse look at every public page"
	@echo "make bench   how long loads and searches take, as ratios (ONLY=loading for one suite)"
	@echo "make shots   screenshots of the pages, into shots/"
	@echo "make lock    pins with hashes all that requirements*.txt and the extras pull in"
	@echo "make clean   removes the environment, the sample data and caches"

# The server replaces the shell (exec) and so hears Ctrl-C and a stopped make itself.
run: .venv/.stamp-run
	@exec $(VENV_PYTHON) scripts/serve_demo.py --port $(PORT)

# What takes long is left out (marked "thorough"), and properties are tried with few of their examples.
check: lint
	@echo "== Quick tests on SQLite"
	@$(ON_SQLITE) $(PYTEST) -m "not browser and not thorough and not exhaustive" --hypothesis-profile=quick

test: system-packages lint
	@echo "== Tests on SQLite, with the browser"
	@$(ON_SQLITE) $(PYTEST) -m "not exhaustive"
	@echo "== Tests on PostgreSQL"
	@$(ON_POSTGRESQL) $(PYTEST) -m "postgresql and not browser and not exhaustive"

# A walk over every address may take as long as a slow machine likes; who hangs is still named.
prove: PYTEST += --timeout 1500
prove: export EVERY := $(EVERY)
prove: .venv/.stamp-dev
	@echo "== Every case and all examples of properties, on SQLite"
	@$(ON_SQLITE) $(PYTEST) -m "exhaustive or hypothesis" --hypothesis-profile=all
	@echo "== Every case and all examples of properties, on PostgreSQL"
	@$(ON_POSTGRESQL) $(PYTEST) -m "((exhaustive or hypothesis) and postgresql or postgresql_later) and not browser" --hypothesis-profile=all

kill: .venv/.stamp-dev
	@MPSDIR_KILLS=100 $(ON_SQLITE) $(PYTEST) tests/test_killed_while_serving.py
	@MPSDIR_KILLS=100 $(ON_POSTGRESQL) $(PYTEST) tests/test_killed_while_serving.py

rehearse: .venv/.stamp-dev
	@scripts/install-system-packages --rehearsal
	@$(VENV_PYTHON) scripts/rehearse_deploy

scan: .venv/.stamp-dev .venv-scan/.stamp
	@$(VENV_PYTHON) scripts/scan

audit: .venv/.stamp-dev .venv-audit/.stamp
	@$(VENV_PYTHON) scripts/audit.py

bench: .venv/.stamp-dev
	@$(ON_SQLITE) $(VENV_PYTHON) -m bench $(ONLY)
	@$(ON_POSTGRESQL) $(VENV_PYTHON) -m bench $(ONLY)

shots: .venv/.stamp-dev
	@$(VENV_PYTHON) scripts/shots.py

clean:
	rm -rf .venv .venv-scan .venv-audit var shots .pytest_cache .ruff_cache .mypy_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lint: .venv/.stamp-dev
	@echo "== Lint"
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy
	@echo "== Django's own checks, which this runs first, and migrations"
	@$(VENV_PYTHON) manage.py makemigrations --check --dry-run

.PHONY: system-packages
system-packages:
	@echo "== System packages"
	@scripts/install-system-packages

# A stamp is the moment its lock was last installed.
INSTALL = $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
.venv/.stamp-run: requirements.lock | .venv/bin/python
	@echo "Installing what the site needs into .venv/ (about a minute the first time)."
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/.stamp-dev: requirements-dev.lock requirements.lock | .venv/bin/python
	@echo "Installing what the site and its tests need into .venv/ (about two minutes the first time)."
	@$(INSTALL) -r requirements-dev.lock
	@touch .venv/.stamp-run $@

# The scanners disagree with us about what both need. --no-deps, because wapiti disagrees with itself (the lock is whole).
.venv-scan/.stamp: requirements-scan.lock | .venv/bin/python
	@echo "Installing what make scan needs into .venv-scan/ (about two minutes the first time)."
	@$(VENV_PYTHON) -m venv --clear .venv-scan
	@.venv-scan/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# No script of a package runs, at its installation or later: make audit starts the three by name.
.venv-audit/.stamp: scripts/auditing/package-lock.json
	@scripts/install-system-packages --audit
	@echo "Installing what make audit looks with into .venv-audit/ (about a minute the first time)."
	@mkdir -p .venv-audit && cp scripts/auditing/package.json $< .venv-audit/
	@npm ci --prefix .venv-audit --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# One of the laptop, one with the extras of a server, one with the tests' too; the last first, for all to agree with.
LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
.PHONY: lock
lock: .venv/bin/uv
	@$(LOCK) requirements-dev.txt pyproject.toml --all-extras --output-file requirements-dev.lock
	@$(LOCK) pyproject.toml --all-extras --constraint requirements-dev.lock --output-file requirements-server.lock
	@$(LOCK) requirements.txt --constraint requirements-dev.lock --output-file requirements.lock
	@$(LOCK) requirements-scan.txt --override requirements-scan-over.txt --output-file requirements-scan.lock

.venv/bin/uv: | .venv/bin/python
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check `grep -o '^uv==[^ ]*' requirements-dev.txt`

# --clear, because a link to a Python that has been removed counts as missing too.
.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Please install Python 3.11 or newer," \
	    "or name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mpsdir needs Python 3.11 or newer;" \
	    "$(PYTHON) is `$(PYTHON) --version`. Name another one: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments yet." \
	    "On Debian and Ubuntu, please run: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear .venv
