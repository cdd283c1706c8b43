"""For the tests of a module: one real process, and clients of the official SDKs; a stack that the
console shows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scalehook.testing.running import RunningStack, running_stack
from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.console import addresses, some_of_everything
from support.http import HTTP
from support.one_browser import HELD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support.browser import Tab

SLOW = 0.001  # time passes when a test moves it


@pytest.fixture(scope="session")
def _one_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    """A start takes as long as a file of tests: one process for all that a worker runs."""
    state = _state(tmp_path_factory.mktemp("stack"))
    patience = {"SCALEHOOK_LATE_EVENTS_SECONDS": "0"}
    running = StackProcess(state, options=("--speed", "0.001"), environment=patience).start()
    yield running
    assert running.stop() == 0, running.log()


@pytest.fixture(scope="module")
def process(_one_process: StackProcess) -> StackProcess:
    """A running `scalehook up`, empty, whose time passes when a test moves it: hardly by itself. In one
    process nothing overtakes anything, so nobody waits for late events.
    """
    HTTP.post(f"{_one_process.endpoint}/_scalehook/reset", json={}).raise_for_status()
    return _one_process


@pytest.fixture
def clients(process: StackProcess) -> Clients:
    """All SDKs with the account's own key."""
    return Clients(process.address, KEY_ID, SECRET)


@pytest.fixture(scope="module")
def cloud() -> Iterator[RunningStack]:
    """Quiet: time passes in it when a test moves it."""
    with running_stack(speed=SLOW) as stack:
        yield stack


@pytest.fixture(scope="module")
def tab(browser: "Browser", cloud: RunningStack) -> "Iterator[Tab]":
    """A page of the console of it, opened by the link: it shows what a test goes to."""
    yield from HELD.showing(cloud.endpoint, cloud.stack.gateway.console_token)


@pytest.fixture(scope="module")
def places(cloud: RunningStack) -> list[str]:
    """All pages."""
    return addresses(cloud, some_of_everything(cloud))


def _state(folder: Path) -> Path:
    state = folder / "state"
    state.mkdir()
    return state
