# `make demo` and `make test` do all the set-up; everything else is detail.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)
STAMP := $(VENV)/.installed

.PHONY: bench demo compose-demo test check venv clean

demo: venv
	$(BIN)/scalehook demo

# builds the stack, plays the demo against it, and stops it; its data goes with it
compose-demo: venv
	$(COMPOSE) up --detach --build --wait --quiet-pull
	SCALEHOOK_ACCESS_KEY_ID=$${SCALEHOOK_ACCESS_KEY_ID:-testid} \
	SCALEHOOK_ACCESS_KEY_SECRET=$${SCALEHOOK_ACCESS_KEY_SECRET:-testsecret} \
	$(BIN)/scalehook demo --endpoint http://127.0.0.1:$${SCALEHOOK_PORT:-4580}; \
	status=$$?; $(COMPOSE) down --volumes --timeout 12; exit $$status

# speed, printed and written to benchmarks/results.json; never asserted
bench: venv
	$(BIN)/pip install --quiet --constraint constraints.txt --group bench
	if command -v npm >/dev/null; then npm install --prefix benchmarks --silent --no-audit --no-fund --no-package-lock; fi
	$(BIN)/python -m benchmarks

test: check
	$(BIN)/pytest

check: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

venv: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[demo]" --group test
	touch $(STAMP)

clean:
	rm -rf $(VENV)
