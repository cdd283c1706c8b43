"""SIGKILL under load, and while a bit of everything is under way: nothing acknowledged is lost, nothing
happens twice.
"""

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_oos20190601 import models as oos

from scalehook.script_runner.executors import executor_of
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.letters import Letters
from support.cloud.life import Life
from support.cloud.load import under_load
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.cloud.pushes import pushing
from support.cloud.traffic import AT_A_TIME, traffic
from support.patience import wait_until

KILLS = 4
ROUNDS_SECONDS = (0.2, 1.2)
SENDS = 50  # answered between a kill and the next
SCRIPT = """\
FormatVersion: OOS-2019-06-01
Parameters: {instanceId: {}}
Tasks:
- Name: once
  Action: ACS::ExecuteAPI
  Properties: {Service: RAM, API: CreateGroup, Parameters: {GroupName: g}}
- Name: script
  Action: ACS::ECS::RunCommand
  Properties: {instanceId: '{{ instanceId }}', commandType: RunShellScript, commandContent: sleep 600}
"""


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
    """Attached instances that hooks hold, a refresh, a scheduled task and an alarm, and pushes: killed
    with all of them in progress, and after each step, a stack does each of them once.
    """
    life = Life(crashing)
    with pushing(crashing) as pushes:
        crashing.kill()
        crashing.start()
        life.check_that_all_waits()
        life.let_go()
        crashing.kill()
        crashing.start()
        crashing.advance(3600)
        life.check_that_all_was_done_once()
        pushes.check_that_none_is_lost_or_left_out()
        assert crashing.stop() == 0


def test_an_execution_whose_script_is_cut_off(crashing: StackProcess) -> None:
    """The task before it is not done again, and the script is reported as interrupted: once."""
    if problem := executor_of("sandbox").unavailable():
        pytest.skip(problem)
    clients = Clients(crashing.address, KEY_ID, SECRET)
    group = Group(clients)
    group.execute(group.rule(1))
    crashing.advance(60)
    [instance] = group.instances()
    given = f'{{"instanceId": "{instance.instance_id}"}}'
    start = oos.StartExecutionRequest(template_content=SCRIPT, parameters=given)
    execution = clients.oos.start_execution(start).body.execution.execution_id

    def results() -> list[Any]:
        asked = ecs.DescribeInvocationResultsRequest(
            region_id=clients.region, instance_id=instance.instance_id
        )
        found = clients.ecs.describe_invocation_results(asked).body.invocation.invocation_results
        return list(found.invocation_result)

    def tasks() -> list[tuple[str, str]]:
        asked = oos.ListTaskExecutionsRequest(execution_id=execution, sort_order="Ascending")
        found = clients.oos.list_task_executions(asked).body.task_executions
        return [(each.task_name, each.status) for each in found]

    wait_until(
        lambda: [each.invocation_status for each in results()] == ["Running"], lambda: repr(tasks())
    )
    crashing.kill()
    crashing.start()
    crashing.advance(3600)
    wait_until(lambda: tasks() == [("once", "Success"), ("script", "Failed")], lambda: repr(tasks()))
    assert [each.error_code for each in results()] == ["ExecutionInterrupted"]
    assert crashing.stop() == 0
