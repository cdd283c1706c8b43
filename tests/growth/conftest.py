"""A process under callgrind that plays calls in worlds."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import callgrind

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module", autouse=True)
def _no_search_for_garbage() -> Iterator[None]:
    """Ten thousand of everything would be looked through again and again while they are made."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def instructions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, int], int]]:
    """The processor's instructions of a world's call, by its name and size."""
    if not callgrind.is_there():
        pytest.skip("valgrind is not installed")
    folder = tmp_path_factory.mktemp("callgrind")
    command = [*callgrind.prefix(folder), sys.executable, "-m", "growth.player"]
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "0"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def tell(line: str, answer: str) -> None:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            assert process.stdout.readline().strip() == answer

        def count(name: str, size: int) -> int:
            tell(f"{name} {size}", "ready")
            with callgrind.Counting(process.pid, folder) as counting:
                tell("go", "done")
            return counting.instructions

        yield count
        process.stdin.close()
