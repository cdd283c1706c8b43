"""A process under callgrind that plays calls in worlds."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from growth.player import PLAYS
from support import callgrind
from support.growth import no_other_thread

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module", autouse=True)
def _undisturbed() -> Iterator[None]:
    """No other thread adds to what is counted; and no search for garbage, which would look through ten
    thousand of everything again and again while they are made.
    """
    gc.disable()
    with no_other_thread():
        yield
    gc.enable()


@pytest.fixture(scope="module")
def instructions(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], int]:
    """The processor's instructions of a world's call, by its name and size."""
    if not callgrind.is_there():
        pytest.skip("valgrind is not installed")
    folder = tmp_path_factory.mktemp("callgrind")
    command = [*callgrind.prefix(folder), sys.executable, "-m", "growth.player"]
    here = {"PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "0", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
    environment = {**os.environ, **here}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        try:
            return _counted(process, callgrind.Laps(process.pid, folder))
        finally:
            process.kill()  # nothing of it is kept, and all that it holds would be taken apart


def _counted(process: subprocess.Popen[str], laps: callgrind.Laps) -> dict[tuple[str, int], int]:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    laps.start()
    counted = {}
    for play in PLAYS:
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline().strip() == "done"
        counted[play] = laps.lap()
    return counted
