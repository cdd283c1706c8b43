"""One real process for the tests of a module, and clients of the official SDKs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    """A running `scalehook up`, whose time passes when a test moves it: hardly by itself."""
    state = _state(tmp_path_factory.mktemp("stack"))
    running = StackProcess(state, options=("--speed", "0.001")).start()
    yield running
    assert running.stop() == 0, running.log()


@pytest.fixture
def clients(process: StackProcess) -> Clients:
    """All SDKs with the account's own key."""
    return Clients(process.address, KEY_ID, SECRET)


def _state(folder: Path) -> Path:
    state = folder / "state"
    state.mkdir()
    return state
