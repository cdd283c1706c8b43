"""SIGKILL at random moments under load: nothing acknowledged is lost, nothing happens twice."""

import random
import threading
from pathlib import Path

import pytest

from support.cloud.load import under_load
from support.cloud.process import StackProcess

KILLS = 4
ROUNDS_SECONDS = (0.2, 1.2)


@pytest.fixture
def crashing(tmp_path: Path) -> StackProcess:
    """A stack whose instances start at once."""
    (tmp_path / "state").mkdir()
    environment = {"SCALEHOOK_FLEET_START_UP_SECONDS": "0.05"}
    return StackProcess(tmp_path / "state", environment=environment).start()


def test_a_killed_stack_loses_nothing_and_repeats_nothing(crashing: StackProcess) -> None:
    """Messages, activities and notifications survive every SIGKILL, each exactly once."""
    with under_load(crashing) as load:
        for _ in range(KILLS):
            threading.Event().wait(random.uniform(*ROUNDS_SECONDS))  # load in real time
            load.kills += 1
            crashing.kill()
            crashing.start()
    assert crashing.stop() == 0
