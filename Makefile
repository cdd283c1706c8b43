# `make demo` and `make test` do all the set-up; everything else is detail.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || \
	command -v $(BIN)/docker-compose || command -v docker-compose)
STAMP := $(VENV)/.installed

# what is compiled is kept: the tests start many processes, and each would compile a thousand files first
unexport PYTHONDONTWRITEBYTECODE

.PHONY: bench bench-others bench-quick soak fault-runs queue-runs demo compose-demo has-compose test check style types \
	suite venv vendor clean

demo: venv
	$(BIN)/scalehook demo

# builds a stack of its own, plays the demo against it, and stops it whatever happened; its data goes
# with it. Keys and port are asked of the stack: the environment, `.env` or the defaults may say them.
# The gateway is ready when all services are; only it is waited for, because it is asked most often.
compose-demo: export COMPOSE_PROJECT_NAME ?= scalehook-demo
compose-demo: has-compose venv
	@trap '$(COMPOSE) down --volumes --timeout 12' EXIT; trap 'exit 130' INT TERM; \
	$(COMPOSE) up --detach --build --quiet-pull && $(COMPOSE) up --detach --wait gateway \
	|| { $(COMPOSE) logs --tail 20; exit 1; }; \
	$(COMPOSE) logs --no-log-prefix script_runner | grep 'scripts run in'; \
	of_gateway() { $(COMPOSE) exec -T gateway printenv "$$1"; }; \
	SCALEHOOK_ACCESS_KEY_ID=$$(of_gateway SCALEHOOK_ACCESS_KEY_ID) \
	SCALEHOOK_ACCESS_KEY_SECRET=$$(of_gateway SCALEHOOK_ACCESS_KEY_SECRET) \
	$(BIN)/scalehook demo --endpoint "http://$$($(COMPOSE) port gateway 4580)"

# says so in one line; a Compose that was named by hand is taken as it is
has-compose:
ifeq ($(origin COMPOSE),file)
	@test -n "$(COMPOSE)" || { \
	echo "make compose-demo needs Docker Compose: install Docker with its plug-in 'compose'" >&2; exit 1; }
	@docker version >/dev/null 2>&1 || { \
	echo "make compose-demo needs a Docker Engine: 'docker version' reaches none" >&2; exit 1; }
endif

# speed, printed and written to benchmarks/results.json; never asserted. The quick one takes three minutes
bench: bench-others
	$(BIN)/python -m benchmarks

bench-quick: bench-others
	$(BIN)/python -m benchmarks --quick

# sixteen clients for half a minute, while the stack is killed three times: nothing may be lost
soak: venv
	$(BIN)/python -m benchmarks.kills

# ten thousand lives of a few instances, each with other faults: whatever is lost, late, doubled or killed
fault-runs: venv
	$(BIN)/scalehook simulate tests/unit/simulate/short.yaml --seeds 10000

# thousands of runs of queues against their reference: nothing lost, nothing early, nothing back
queue-runs: venv
	THOROUGH=100 $(BIN)/pytest --quiet tests/unit/message_service/test_mns_model.py

# what is measured beside us; fauxqs as new as this Node can run
bench-others: venv
	$(BIN)/pip install --quiet --constraint constraints.txt --group bench
	if command -v npm >/dev/null; then npm install --prefix benchmarks --silent --no-audit --no-fund --no-package-lock; fi

# what takes a second comes first; types are looked at beside the tests, which wait for servers now and then
test: style
	@$(MAKE) --no-print-directory --jobs 2 types suite

check: style types

style: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

# what has been found is kept for the next time, which in CI does not come: that takes three seconds less
types: venv
	$(BIN)/mypy $(if $(CI),--cache-dir=/dev/null)

# five workers: many tests wait for a server, and two cores are to be kept busy
# (one process collects the tests for all of them). Some tests call make
suite: venv
	MAKEFLAGS= $(BIN)/pytest --numprocesses 5

venv: $(STAMP)

# what is ours is compiled on all cores, and not when somebody waits for the first start
$(STAMP): pyproject.toml constraints.txt
	@echo "Setting up $(VENV); the first time, pip downloads all that is needed."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --constraint constraints.txt --editable ".[demo,testing]" --group test
	$(BIN)/python -m compileall -qq -j 0 contracts services tests/support
	touch $(STAMP)

# for maintainers: the libraries of the console anew, in the versions of tools/console-libraries
vendor:
	cd tools/console-libraries && npm install --silent --no-audit --no-fund --ignore-scripts && node build.js

clean:
	rm -rf $(VENV)
