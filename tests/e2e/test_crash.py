"""SIGKILL under load, and while a bit of everything is under way: nothing acknowledged is lost, nothing
happens twice.
"""

import random
import threading
from pathlib import Path

import pytest

from support.cloud.letters import Letters
from support.cloud.life import Life
from support.cloud.load import under_load
from support.cloud.process import StackProcess
from support.cloud.traffic import AT_A_TIME, traffic

KILLS = 4
ROUNDS_SECONDS = (0.2, 1.2)
SENDS = 50  # answered between a kill and the next


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


def test_messages_of_many_clients_survive_every_kill(crashing: StackProcess) -> None:
    """Sixteen clients go on while the stack is killed three times: what was answered is received, and
    what was deleted never again.
    """
    with traffic(crashing, AT_A_TIME) as going:
        for _ in range(3):
            going.await_sends(SENDS)
            crashing.kill()
            crashing.start()
        going.await_sends(SENDS)
    print(f"\n{going}")
    going.assert_good()
    assert crashing.stop() == 0


def test_each_dead_letter_is_in_one_queue_whenever_the_stack_is_killed(crashing: StackProcess) -> None:
    """While messages move from one queue to the other, one each second: none is lost or there twice."""
    letters = Letters(crashing, number=50)
    for _ in range(KILLS):
        moving = threading.Thread(target=letters.move_some)
        moving.start()
        threading.Event().wait(random.uniform(0, 0.1))  # somewhere in the midst of it
        crashing.kill()
        moving.join()
        crashing.start()
    letters.check_that_each_is_there_once()
    assert crashing.stop() == 0


def test_whatever_is_under_way_goes_on(crashing: StackProcess) -> None:
    """Attached instances that hooks hold, a refresh, a scheduled task and an alarm: killed with all of
    them in progress, and after each step, a stack does each of them once.
    """
    life = Life(crashing)
    crashing.kill()
    crashing.start()
    life.check_that_all_waits()
    life.let_go()
    crashing.kill()
    crashing.start()
    crashing.advance(3600)
    life.check_that_all_was_done_once()
    assert crashing.stop() == 0
