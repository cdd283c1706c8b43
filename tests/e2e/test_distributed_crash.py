"""Every process killed in turn, broker and database restarted, under load."""

import random
import threading
from collections.abc import Iterator

import pytest

from scalehook.testing.postgres import Server
from scalehook.testing.rabbit import Broker
from support.cloud.load import under_load
from support.cloud.processes import NAMES, DistributedStack

PAUSE_SECONDS = (0.2, 0.8)
BREATH_SECONDS = 0.1  # there is always something under way, and both cores have time for who starts
PROCESSES = ["gateway", *NAMES]


@pytest.fixture
def stack(
    module_vhost: str, module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DistributedStack]:
    """Nine processes, and a standby for each service but the gateway, which has one port."""
    folder = tmp_path_factory.mktemp("crashing")
    running = DistributedStack(module_vhost, module_database, folder).start()
    for name in NAMES:
        running.start_one(name)
    yield running
    running.stop()


def test_nothing_is_lost_whatever_dies(
    stack: DistributedStack, broker: Broker, postgres: Server
) -> None:
    """Each process by SIGKILL, then the broker, then the database; work goes on after each."""
    with under_load(stack, groups=2, breath=BREATH_SECONDS) as load:
        for name in random.sample(PROCESSES, len(PROCESSES)):
            threading.Event().wait(random.uniform(*PAUSE_SECONDS))  # load in real time
            load.kills += 1
            stack.kill(name)
            stack.start_one(name)
            load.await_progress()
        for restart in (broker.restart, postgres.restart):
            load.kills += 1
            restart()
            load.kills += 1
            load.await_progress()
        stack.await_ready()
