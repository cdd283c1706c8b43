"""A stack at rest has imported what it needs to be asked, and nothing else."""

import subprocess
import sys

import pytest

from scalehook.cli.later import FUNCTIONS
from scalehook.wiring.services import NAMES

# what each would bring along, and when it is needed
NOT_YET = {
    "rich": "drawing on terminals: other commands than `up` do",
    "structlog": "rich, for tracebacks: the first line of the log",
    "prometheus_client": "a server of its own: who asks for metrics",
    "httpx": "the commands that ask a stack",
    "aio_pika": "the distributed stack",
    "asyncpg": "the distributed stack",
    "click": "uvicorn's command line, which is not ours",
    "multiprocessing": "uvicorn's way to run many processes",
    "pydantic_settings": "consumers",
    "tenacity": "the first host",
    "yaml": "the first template",
    "re2": "the first pattern of a template",
    "lxml": "the first request of an API",
    "starlette.applications": "the health endpoint of a distributed service",
    "scalehook.kit.host.host": "the first message",
    "scalehook.kit.machine.service": "the first message",
    "scalehook.wiring.auto_advance": "who lets time jump by itself",
    "scalehook_contracts.errors.scaling": "the first message",
    "scalehook.embedded.hosts": "the first message",
    "scalehook.gateway.mns": "the first request of an API",
    "scalehook.gateway.rpc": "the first request of an API",
    "scalehook.gateway.control.status": "who asks for the status",
}
ARE_THERE = (
    "scalehook.embedded.stack",
    "scalehook.wiring.gateway_server",
    "scalehook.gateway.control.face",
)
PROGRAM = """
import asyncio, os, sys
from pathlib import Path
from scalehook.cli.later import Later, put_off
from scalehook.cli.entry import NO_PLUGINS
os.environ.setdefault(*NO_PLUGINS)
put_off()
import scalehook.cli.commands, scalehook.cli.up
from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.gateway.settings import GatewaySettings

async def start():
    stack = EmbeddedStack(GatewaySettings(), StateDirectory(Path(sys.argv[1])))
    async with stack.running():
        stack.server()
        assert all(stack.control.ready().values())
        print(*sys.modules)
        print(*(name for name, each in sys.modules.items() if isinstance(each, Later)))

asyncio.run(start())
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    # by a stack that has begun, and has not been asked yet: its modules, and what stands for others
    command = [sys.executable, "-c", PROGRAM, str(tmp_path_factory.mktemp("state"))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split() for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def imported(told: list[list[str]]) -> frozenset[str]:
    return frozenset(told[0])


@pytest.fixture(scope="module")
def stand_ins(told: list[list[str]]) -> frozenset[str]:
    return frozenset(told[1])


@pytest.mark.parametrize("name", NOT_YET)
def test_what_is_not_needed_yet_is_not_imported(imported: frozenset[str], name: str) -> None:
    """Each would cost a start more than the whole of our own code."""
    assert name not in imported


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_put_off_has_not_been_asked_for(stand_ins: frozenset[str], name: str) -> None:
    """Libraries import it, and a start uses none of it."""
    assert name in stand_ins


def test_it_has_begun(imported: frozenset[str]) -> None:
    """What is looked at is a stack, and no program that failed."""
    assert imported.issuperset(ARE_THERE)


def test_no_contract_of_a_service_is_imported(imported: frozenset[str]) -> None:
    """There are hundreds of models, and a stack at rest sends no message."""
    contracts = {name.split(".")[1] for name in imported if name.startswith("scalehook_contracts.")}
    assert contracts.isdisjoint(NAMES)


def test_of_a_service_its_settings_are_imported(imported: frozenset[str]) -> None:
    """What does not fit in them must be said at the start; what runs scripts is said there as well."""
    parts = [name.split(".")[1:3] for name in imported if name.startswith("scalehook.")]
    of_services = {part[1] for part in parts if part[0] in NAMES and len(part) == 2}
    assert {"settings"} <= of_services <= {"settings", "executors", "guest", "removal"}
